"""The frame of a saying: the present affair, or another time told as background."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.status import status_of
from allegedly.model import Status, make_article


def parse(nlp: Language, text: str, published: str | None) -> Doc:
    doc = nlp(text)
    doc._.article = make_article(text, published=published)
    return doc


def read(doc: Doc, word: str) -> Status:
    head = next(token.i for token in doc if token.text == word)
    return status_of(doc, head, (head,))


@pytest.mark.parametrize(
    ("sentence", "word", "deciding"),
    [
        ("Just as in 1979, tanks crossed the border.", "crossed", "1979"),
        ("During the colonial war the army burned whole villages.", "burned", "colonial"),
        ("A hundred years ago the empire annexed the province.", "annexed", "years"),
        ("In August 1968, too, the tanks rolled in and crushed the strike.", "crushed", "1968"),
        ("The junta banned all parties in the 1980s.", "banned", "1980s"),
        ("Back then the police shot at miners.", "shot", "then"),
        ("The massacre of 1937 still divides the town.", "massacre", "1937"),
        ("The general, who led the coup in 2009, resigned.", "led", "2009"),
        ("Under Stalin the whole village was deported.", "deported", "Stalin"),
        ("The sanctions imposed in 2014 hurt farmers.", "imposed", "2014"),
    ],
)
def test_another_time_is_historical(nlp: Language, sentence: str, word: str, deciding: str) -> None:
    status = read(parse(nlp, sentence, "2022-03-01"), word)
    assert status.frame == "historical"
    assert deciding in [span.text for span in status.words]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The army had shelled the port before the talks.", "shelled"),
        ("Protests began in November 2021.", "began"),
        ("Weeks ago the union called a strike.", "called"),
        ("The general, who led the coup in 2009, resigned.", "resigned"),
        ("Troops will leave the base that they built in 2009.", "leave"),
        ("Police arrested 1990 people.", "arrested"),
        ("The minister compared the raid with the coup of 1979.", "compared"),
        ("The president, elected in 2015, dismissed the judge.", "dismissed"),
    ],
)
def test_present_affair_and_its_run_up_are_current(nlp: Language, sentence: str, word: str) -> None:
    assert read(parse(nlp, sentence, "2022-03-01"), word).frame == "current"


def test_years_without_publication_date_count_from_the_latest_named(nlp: Language) -> None:
    doc = parse(nlp, "In 1956 tanks entered the city. In 2021 students marched.", None)
    assert read(doc, "entered").frame == "historical"
    assert read(doc, "marched").frame == "current"


def test_year_alone_without_publication_date_stays_current(nlp: Language) -> None:
    assert read(parse(nlp, "In 1956 tanks entered the city.", None), "entered").frame == "current"


def test_history_goes_on_through_a_paragraph_until_the_present(nlp: Language) -> None:
    doc = parse(
        nlp, "In 1956 tanks entered the city. Students fought them for days. Today police arrested a poet.\n\nSoldiers closed a bridge.",
        "2022-03-01",
    )  # fmt: skip
    assert read(doc, "fought").frame == "historical"
    assert read(doc, "arrested").frame == "current"
    assert read(doc, "closed").frame == "current"
