"""Where events happened, in sentences that were written before the coder saw them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from spacy.language import Language

from allegedly.coder.coder import Coder
from allegedly.coder.event_place import place_of

SENTENCES = Path(__file__).parent / "sentences"


@pytest.fixture(scope="module")
def whole() -> Language:
    return Coder().nlp


def claimed() -> dict[str, int]:
    """How many events of each set are placed right, as docs/places.md says."""
    page = (Path(__file__).parents[2] / "docs" / "places.md").read_text("utf-8")
    return {name: int(right) for name, right in re.findall(r"^\| `(places_\w+)`.*\| (\d+) \|$", page, re.MULTILINE)}


@pytest.mark.parametrize("name", ["places_of_events", "places_again", "places_third"])
def test_events_are_placed_as_the_page_says(whole: Language, name: str) -> None:
    entries = yaml.safe_load((SENTENCES / f"{name}.yaml").read_text("utf-8"))
    wrong = []
    for text, word, *expected in entries:
        doc = whole(text)
        head = next(token.i for token in doc if token.text == word)
        place = place_of(doc, head, doc._.places)
        found = [place.text, place.country, place.precision, place.lat is not None] if place else [None, None, None, False]
        if place is not None and expected[2] is None:
            expected[2] = found[2]  # a precision that the answer leaves open
        if found != expected:
            wrong.append(f"{word}: {text}  expected {expected}  got {found}")
    print(f"\n{name}: {len(entries) - len(wrong)} of {len(entries)} events placed right")
    assert len(entries) - len(wrong) >= claimed()[name], "\n".join(wrong)
