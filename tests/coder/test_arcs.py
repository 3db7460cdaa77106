"""Trees from our own loop are those of the parser's."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.arcs import FastArcs

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan-2022"
TEXTS = [
    "",
    " \n\n ",
    "Paris",
    "The minister said that she, who had left, would not go; \u202eשלום 🙂 \x07 ''quoted'' -- and cannot cannot.",
    *(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))[:6]),
]


def before(nlp: Language) -> list[Doc]:
    """Texts as far as the parser gets them: with vectors, and with borders of sentences."""
    docs = [nlp.make_doc(text) for text in TEXTS]
    for name in ("allegedly_paragraphs_v1", "allegedly_token_vectors_v1"):
        docs = [nlp.get_pipe(name)(doc) for doc in docs]  # type: ignore[operator]
    return docs


def trees(docs: list[Doc]) -> list[list[list[int]]]:
    return [doc.to_array(["HEAD", "DEP", "SENT_START"]).tolist() for doc in docs]


def test_same_trees_as_the_parser(nlp: Language) -> None:
    parser = nlp.get_pipe("parser")
    theirs = trees([parser(doc) for doc in before(nlp)])  # type: ignore[operator]
    assert trees(list(FastArcs(parser).pipe(before(nlp)))) == theirs  # type: ignore[arg-type]
    assert any(any(row[0] for row in tree) for tree in theirs)


def test_a_text_has_the_same_tree_alone(nlp: Language) -> None:
    fast = FastArcs(nlp.get_pipe("parser"))  # type: ignore[arg-type]
    together = trees(list(fast.pipe(before(nlp), batch_size=len(TEXTS))))
    assert trees([fast(doc) for doc in before(nlp)]) == together
