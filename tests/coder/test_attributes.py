"""The table of attributes gives what the parser's own attribute ruler gives, token by token."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.util import load_model_from_path

from allegedly.coder.attributes import FastAttributes
from allegedly.coder.pipeline import model_folder

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan-2022"
ODD = [
    "",
    " \n\n ",
    "There's no one here, and there are none there. Let's go: we ain't gonna wait, c'mon y'all.",
    "I'd've said it wasn't him; she'd gone. Nothin' doin', they got ta leave 'em.",
    "\u202eשלום 🙂 \x07 ''quoted'' -- Do not do what he does, had he had it.",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    return load_model_from_path(model_folder())


def seen(doc):  # type: ignore[no-untyped-def]
    return [(t.text, t.tag_, t.dep_, t.pos_, t.lemma_, str(t.morph)) for t in doc]


@pytest.mark.parametrize("text", [*ODD, *(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))[:8])])
def test_same_attributes_as_the_ruler(plain: Language, text: str) -> None:
    ruler = plain.get_pipe("attribute_ruler")
    fast = FastAttributes(plain, ruler)
    docs = []
    for apply in (ruler, fast):
        doc = plain.make_doc(text)
        for name, step in plain.pipeline:
            if name == "attribute_ruler":
                break
            doc = step(doc)
        docs.append(seen(apply(doc)))
    assert docs[0] == docs[1]
