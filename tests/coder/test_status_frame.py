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
        ("It is sixty years today since the miners walked out.", "walked", "since"),
        ("Ten years have passed since the army seized power.", "seized", "since"),
        ("During the colonial war the army burned whole villages.", "burned", "colonial"),
        ("A hundred years ago the empire annexed the province.", "annexed", "years"),
        ("In August 1968, too, the tanks rolled in and crushed the strike.", "crushed", "1968"),
        ("The junta banned all parties in the 1980s.", "banned", "1980s"),
        ("Back then the police shot at miners.", "shot", "then"),
        ("The massacre of 1937 still divides the town.", "massacre", "1937"),
        ("The general, who led the coup in 2009, resigned.", "led", "2009"),
        ("Under Stalin the whole village was deported.", "deported", "Stalin"),
        ("The sanctions imposed in 2014 hurt farmers.", "imposed", "2014"),
        ("The party dropped the same bill in January 2021.", "dropped", "2021"),
        ("Those who wrote the law in 1980 did so after planes had bombed the palace.", "bombed", "1980"),
        ("The court, which opened in 1980, did so after soldiers had emptied the palace and burned it.", "emptied", "1980"),
        ("He accused them of having drawn the country into the war with Peru in 1995.", "drawn", "1995"),
        ("The kings tried it in 1842 and the tsars in 1979; each time the men were slaughtered.", "slaughtered", "1979"),
        (
            "In 2011 the heirs called him a friend, and those who called him so would bomb the island two years later.",
            "bomb",
            "2011",
        ),
        ("The alliance has refused such requests before.", "refused", "before"),
        ("In December 2011 police killed miners.", "killed", "2011"),
        ("An inquiry in 1976 found that guards had attacked first.", "attacked", "1976"),
        ("On the morning of 4 May 1975, guards opened fire.", "opened", "1975"),
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
        ("It has been two years since the army left, but on Monday rebels attacked it.", "attacked"),
        ("In the two years since the coup, the army has killed 300 people.", "killed"),
        ("Protests began in November 2021.", "began"),
        ("Protests began in May 2021.", "began"),
        ("Protests began in 2021.", "began"),
        ("Last year the union called a strike.", "called"),
        ("Since 2018 almost 300 people have been killed in the valley.", "killed"),
        ("Since 2018 almost 300 people were killed in the valley.", "killed"),
        ("Soldiers, a commission found, shot miners in 1912; the ministry rejected the report.", "rejected"),
        ("The army closed the port before.", "closed"),
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


@pytest.mark.parametrize(
    ("sentence", "frames"),
    [
        ("No one was charged over the 2006 killing of a nurse.", {"charged": "current", "killing": "historical"}),
        ("The premier suspended a 2006 pact.", {"suspended": "current"}),
        ("The 1951 Defence Treaty covers any attack on ships.", {"attack": "current"}),
        ("The army crushed the 2006 uprising.", {"crushed": "historical"}),
        ("Nine farmers died in the 2006 massacre.", {"died": "historical", "massacre": "historical"}),
    ],
)
def test_a_year_inside_what_somebody_is_charged_with(nlp: Language, sentence: str, frames: dict[str, str]) -> None:
    doc = parse(nlp, sentence, "2016-10-19")
    assert {word: read(doc, word).frame for word in frames} == frames


def test_four_digits_of_a_clock_are_no_year(nlp: Language) -> None:
    for time in ("At approximately 1345", "At 1930 hours", "At 1930 (0030 GMT)"):
        doc = parse(nlp, f"{time} tanks entered the city. In 1989 students marched.", "1989-11-20")
        assert read(doc, "entered").frame == "current"
    assert read(parse(nlp, "In 1930 tanks entered the city.", "1989-11-20"), "entered").frame == "historical"


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


@pytest.mark.parametrize(("published", "frame"), [("2016-10-19", "historical"), ("2016-03-19", "current")])
@pytest.mark.parametrize("time", ["in 2015", "last year"])
def test_the_year_before_is_judged_by_its_middle(nlp: Language, time: str, published: str, frame: str) -> None:
    assert read(parse(nlp, f"The governor vetoed the bill {time}.", published), "vetoed").frame == frame


@pytest.mark.parametrize(
    "sentence",
    [
        "The league, which endorsed him in August, declined.",
        "The league endorsed him on Monday.",
        "On 4 May the league endorsed him.",
    ],
)
def test_history_ends_with_a_month_or_day_of_the_present(nlp: Language, sentence: str) -> None:
    assert read(parse(nlp, f"In 2012 he refused the rule. {sentence}", "2016-10-19"), "endorsed").frame == "current"


def test_history_goes_on_past_a_present_beside_it(nlp: Language) -> None:
    doc = parse(nlp, "In 2012 he refused the rule. The league, which backs bakers, endorsed him for it.", "2016-10-19")
    assert read(doc, "endorsed").frame == "historical"


def test_then_points_back_to_the_time_told_of(nlp: Language) -> None:
    doc = parse(nlp, "Troops seized the port in 1885. They divided our people then, and they divide us again.", "2021-03-03")
    assert read(doc, "divided").frame == "historical"
    assert read(doc, "divide").frame == "current"
    assert (
        read(parse(nlp, "The troops seized the port. They divided our people then.", "2021-03-03"), "divided").frame == "current"
    )
