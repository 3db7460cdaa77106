"""Time expressions: what is found, how it is read, and which of them dates an event."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from allegedly.coder.dates import date_of, dates, find_timexes
from allegedly.coder.lexicon import load
from allegedly.model import make_article

# A Wednesday.
PUBLISHED = "2015-06-17"


def values(text: str, published: str | None = PUBLISHED, **more: Any) -> list[tuple[str, str]]:
    return [(timex.span.text, timex.value) for timex in find_timexes(text, published, **more)]


@pytest.mark.parametrize("example", load("dates")["examples"], ids=lambda example: example["text"])
def test_lexicon_examples(example: dict[str, Any]) -> None:
    assert values(example["text"], example["published"]) == [tuple(pair) for pair in example["timexes"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began on 16 December 2021.", [("16 December 2021", "2021-12-16")]),
        ("It began on December 16, 2021.", [("December 16, 2021", "2021-12-16")]),
        ("It began on the 16th of December, 2021.", [("the 16th of December, 2021", "2021-12-16")]),
        ("It began on Thursday, Dec. 16, 2021.", [("Thursday, Dec. 16, 2021", "2021-12-16")]),
        (
            "It began on 2021-12-16 and 16.12.2021 and 12/16/2021.",
            [("2021-12-16",) * 2, ("16.12.2021", "2021-12-16"), ("12/16/2021", "2021-12-16")],
        ),
        ("The vote of May 3 failed.", [("May 3", "2015-05-03")]),
        ("From 3 to 9 March the road was shut.", [("3 to 9 March", "2015-03-03/2015-03-09")]),
        ("It fell in 1979 and again in November 2006.", [("1979", "1979"), ("November 2006", "2006-11")]),
        ("In the late 1980s and the '90s.", [("the late 1980s", "198"), ("the '90s", "199")]),
        ("It is a 19th-century fort.", [("19th-century", "18")]),
        ("The late nineties were quiet.", [("The late nineties", "199")]),
        ("He left in nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
        ("In early April they met.", [("early April", "2015-04")]),
        ("They met last Thursday.", [("last Thursday", "2015-06-11")]),
        ("They met on Wednesday.", [("Wednesday", "2015-06-17")]),
        ("They met on Monday morning.", [("Monday morning", "2015-06-15TMO")]),
        ("They met yesterday.", [("yesterday", "2015-06-16")]),
        ("They may leave as soon as Friday.", [("Friday", "2015-06-19")]),
        ("Shops closed ahead of the weekend.", [("the weekend", "2015-W25-WE")]),
        ("The summit in January was discussed.", [("January", "2015-01")]),
        ("The bus left at 4 in the morning.", [("4 in the morning", "2015-06-17T04:00")]),
        ("They met last week and this month.", [("last week", "2015-W24"), ("this month", "2015-06")]),
        ("The third quarter of 1994 was poor.", [("The third quarter of 1994", "1994-Q3")]),
        ("It fell in the winter of 1994.", [("the winter of 1994", "1994-WI")]),
        ("A hundred years ago it was a village.", [("A hundred years ago", "1915")]),
        ("Two weeks ago it burned.", [("Two weeks ago", "2015-W23")]),
        ("It rained for two weeks.", [("two weeks", "P2W")]),
        ("They waited two and a half years.", [("two and a half years", "P2Y6M")]),
        ("They march every Sunday.", [("every Sunday", "XXXX-WXX-7")]),
        ("They now fear the future.", [("now", "PRESENT_REF"), ("the future", "FUTURE_REF")]),
        ("It began at 6 a.m. on Tuesday.", [("6 a.m. on Tuesday", "2015-06-16T06:00")]),
        ("It began at 10:30 and ended 3:2.", [("10:30", "2015-06-17T10:30")]),
        ("The church was full on Easter Sunday.", [("Easter Sunday", "2015-04-05")]),
        ("They came on New Year's Eve.", [("New Year's Eve", "2014-12-31")]),
        ("On May 13 he fled; two days later he was back.", [("May 13", "2015-05-13"), ("two days later", "2015-05-15")]),
    ],
)
def test_expressions_and_values(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "May the best side win.",
        "Theresa May resigned.",
        "The second man sat in the sun.",
        "Some 2000 people came.",
        "It costs $1999.",
        "They won 3:2.",
        "He fell; the fall of the government followed.",
        "The 32-year-old man is 32 years old.",
        "Three-quarters of them voted.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert values(text) == []


def test_ages_only_when_asked() -> None:
    assert values("The 32-year-old man left.", ages=True) == [("The 32-year-old", "P32Y")]


def test_without_publication_nothing_is_guessed() -> None:
    found = find_timexes("They met on Friday, last week, on December 16 and two days ago. In 2011 they had met.", None)
    assert [timex.value for timex in found] == ["XXXX-WXX-5", "XXXX-WXX", "XXXX-12-16", "XXXX-XX-XX", "2011"]
    assert [timex.from_day for timex in found] == [None, None, None, None, "2011-01-01"]
    assert [timex.basis for timex in found] == ["relative"] * 4 + ["explicit"]


def test_the_dateline_is_no_event() -> None:
    assert values("Mill shut\nJune 17, 2015\nThe mill was shut on June 16.") == [("June 16", "2015-06-16")]


def test_days_and_precision() -> None:
    (season,) = find_timexes("It fell last winter.", PUBLISHED)
    assert (season.from_day, season.to_day, season.precision) == ("2014-12-01", "2015-02-28", "season")
    (past,) = find_timexes("The past three years were hard.", PUBLISHED)
    assert (past.value, past.from_day, past.to_day) == ("P3Y", "2012-06-17", "2015-06-17")


def test_tense_turns_a_weekday(nlp: Language) -> None:
    for text, day in (("The minister will resign on Friday.", "2015-06-19"), ("The minister resigned on Friday.", "2015-06-12")):
        assert values(text, doc=nlp(text)) == [("Friday", day)]


EVENTS = [
    ("Police opened fire on Tuesday, killing at least one man.", "killing", "on Tuesday", "2015-06-16", "2015-06-16"),
    ("On Monday, the ministry said that rebels attacked the base.", "attacked", None, None, None),
    ("On Monday, the ministry said that rebels attacked the base.", "said", "On Monday", "2015-06-15", "2015-06-15"),
    ("The army crushed the revolt a month after the vote.", "crushed", "a month after", None, None),
    ("The mill closed two days after May 13.", "closed", "two days after", "2015-05-15", "2015-05-15"),
    (
        "More than 70 people have died since protests erupted on April 26.",
        "died",
        "since protests erupted on April 26",
        "2015-04-26",
        PUBLISHED,
    ),
    ("More than 70 people have died since protests erupted on April 26.", "erupted", "on April 26", "2015-04-26", "2015-04-26"),
    ("The band has been banned since 2008.", "banned", "since 2008", "2008-01-01", PUBLISHED),
    ("Thursday's attack killed five.", "attack", "Thursday", "2015-06-11", "2015-06-11"),
    ("Soldiers arrested and beat ten strikers on Wednesday night.", "arrested", "on Wednesday night", PUBLISHED, PUBLISHED),
    ("They staged a rally in February and were dismissed on May 13.", "rally", "in February", "2015-02-01", "2015-02-28"),
    ("They staged a rally in February and were dismissed on May 13.", "dismissed", "on May 13", "2015-05-13", "2015-05-13"),
    ("Residents march every Sunday.", "march", "every Sunday", None, None),
    ("The president condemned the bombing of the market on Monday.", "bombing", None, None, None),
    ("The troops must leave by spring.", "leave", "by spring", None, None),
    (
        "In August 1968 tanks rolled into the city and crushed the reform.",
        "crushed",
        "In August 1968",
        "1968-08-01",
        "1968-08-31",
    ),
    (
        "Police fired on Tuesday, a month after soldiers crushed the revolt.",
        "crushed",
        "a month after",
        "2015-05-01",
        "2015-05-31",
    ),
    (
        "In 2019, after gunmen murdered five on Easter Sunday, voters turned away.",
        "murdered",
        "on Easter Sunday",
        "2019-04-21",
        "2019-04-21",
    ),
    ("In May 2009 the army ended years of fighting.", "ended", "In May 2009", "2009-05-01", "2009-05-31"),
    ("In May 2009 the army ended years of fighting.", "fighting", None, None, None),
    # A clause with "when" right behind a date, and what it is coordinated with.
    (
        "Much changed in 1996, when the king was offered a truce and his son refused it.",
        "offered",
        "in 1996",
        "1996-01-01",
        "1996-12-31",
    ),
    (
        "Much changed in 1996, when the king was offered a truce and his son refused it.",
        "refused",
        "in 1996",
        "1996-01-01",
        "1996-12-31",
    ),
    (
        "In May 2011, when rebels shelled the port, the bishop begged for help.",
        "shelled",
        "In May 2011",
        "2011-05-01",
        "2011-05-31",
    ),
    (
        "The unrest began on June 2, when a dispute turned into street battles.",
        "battles",
        "on June 2",
        "2015-06-02",
        "2015-06-02",
    ),
    (
        "Nobody called the teachers out on June 1: they marched because they were hungry.",
        "marched",
        "on June 1",
        "2015-06-01",
        "2015-06-01",
    ),
    # A second passive without its auxiliary.
    ("At least 40 were wounded in May and hundreds driven from the valley.", "driven", "in May", "2015-05-01", "2015-05-31"),
    (
        "At least 40 people have been wounded since May and thousands driven from the valley.",
        "driven",
        "since May",
        "2015-05-01",
        PUBLISHED,
    ),
    # What happened at the place where something began.
    (
        "The strike began on Monday in the port of Odesa, where dockers blocked a road.",
        "blocked",
        "on Monday",
        "2015-06-15",
        "2015-06-15",
    ),
    ("The strike began on Monday in the port of Odesa, where dockers block a road.", "block", None, None, None),
    # What happens meanwhile, but not what came before.
    ("In May, a truce collapsed after the armies had shelled each other.", "shelled", None, None, None),
    ("On Monday, a truce collapsed after the armies had shelled each other.", "shelled", None, None, None),
    ("Since 18 April, when students marched, ten people have died.", "marched", "18 April", "2015-04-18", "2015-04-18"),
    ("Yesterday officers searched the flat of our editor.", "searched", "Yesterday", "2015-06-16", "2015-06-16"),
    ("Police opened fire on Tuesday as crowds stormed the bank.", "stormed", "on Tuesday", "2015-06-16", "2015-06-16"),
    # The nearer verb.
    (
        "The governor praised the police for arresting nine smugglers last month.",
        "arresting",
        "last month",
        "2015-05-01",
        "2015-05-31",
    ),
    ("The governor praised the police for arresting nine smugglers last month.", "praised", None, None, None),
    ("They fired on the town on Friday, forcing 200 families to flee.", "flee", "on Friday", "2015-06-12", "2015-06-12"),
    ("On the morning of 4 May 1975, guards opened fire.", "opened", "4 May 1975", "1975-05-04", "1975-05-04"),
    ("On the night of 3 March 2011 soldiers shot two men.", "shot", "3 March 2011", "2011-03-03", "2011-03-03"),
    # Ahead.
    ("The ministers are to meet again on Monday in Vienna.", "meet", "on Monday", "2015-06-22", "2015-06-22"),
    ("The unions have called a silent march for Saturday.", "march", "for Saturday", "2015-06-20", "2015-06-20"),
    ("The troops could arrive within two days.", "arrive", "within two days", PUBLISHED, "2015-06-19"),
    ("The troops arrived within two days.", "arrived", "within two days", None, None),
    ("The monks mediated until April.", "mediated", "until April", None, "2015-04-30"),
    # A past day dates the asking, not what is asked for.
    (
        "The bishop sounded a call for the state to accept more refugees on Monday.",
        "call",
        "on Monday",
        "2015-06-15",
        "2015-06-15",
    ),
    ("The bishop sounded a call for the state to accept more refugees on Monday.", "accept", None, None, None),
    # The day of what the sentence goes back to was named before.
    (
        "Gunmen fired on the bus on Tuesday. The attack came three days after miners blocked a road.",
        "blocked",
        "three days after",
        "2015-06-13",
        "2015-06-13",
    ),
    (
        "Gunmen fired on the bus. The attack came three days after miners blocked a road.",
        "blocked",
        "three days after",
        None,
        None,
    ),
    # The parser hangs the verb on its subject, and that on the date.
    ("In March 2009 police killed at least 14 people in Zawiya.", "killed", "In March 2009", "2009-03-01", "2009-03-31"),
    ("In June the senator urged them to leave.", "leave", None, None, None),
    ("The miners were arrested.", "arrested", None, None, None),
]


def test_a_verb_with_its_noun_shares_what_the_verb_shares(nlp: Language) -> None:
    text = "The king met the generals on Wednesday and declared a state of emergency."
    doc = nlp(text)
    doc._.article = make_article(text, published=PUBLISHED)
    declared, state = (next(token.i for token in doc if token.text == word) for word in ("declared", "state"))
    when = date_of(doc, state, range(declared, len(doc) - 1), find_timexes(text, PUBLISHED, doc=doc))
    assert when is not None
    assert when.from_day == PUBLISHED


@pytest.mark.parametrize(("text", "word", "words", "first", "last"), EVENTS)
def test_the_date_of_an_event(
    nlp: Language, text: str, word: str, words: str | None, first: str | None, last: str | None
) -> None:
    doc = nlp(text)
    doc._.article = make_article(text, published=PUBLISHED)
    head = next(token.i for token in doc if token.text == word)
    when = date_of(doc, head, (head,), find_timexes(text, PUBLISHED, doc=doc))
    assert (when and when.text, when and when.from_day, when and when.to_day) == (words, first, last)
    if when is not None:
        assert text[when.start : when.end] == when.text


PIECES = [
    "May",
    "3",
    "2021",
    "early",
    "the",
    "last",
    "two",
    "weeks",
    "ago",
    "Friday",
    "night",
    ",",
    "-",
    "of",
    "10:30",
    "p.m.",
    "1990s",
]
PIECES += [
    "quarter",
    "third",
    "every",
    "since",
    "\n",
    "“",
    "🙂",
    "٣",
    "99999999999",
    "29",
    "February",
    "0",
    "years",
    "later",
    "'s",
    "9999",
]
PIECES += [
    "a",
    "hundred",
    "thousand",
    "million",
    "century",
    "this",
    "Easter",
    "year",
    "before",
    "12/31/9999",
    "and",
    "half",
    "to",
    "31",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20), st.none() | st.dates().map(date.isoformat) | st.text(max_size=12))
def test_spans_slice_back_days_are_in_order_and_nothing_fails(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    check(text, published)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_odd_text_never_fails(text: str) -> None:
    check(text, PUBLISHED)


def check(text: str, published: str | None) -> None:
    found = find_timexes(text, published)
    assert found == find_timexes(text, published)
    end = 0
    for timex in found:
        assert text[timex.span.start : timex.span.end] == timex.span.text
        assert timex.span.start >= end
        end = timex.span.end
        assert (timex.from_day is None) == (timex.to_day is None)
        if timex.from_day is not None and timex.to_day is not None:
            assert timex.from_day <= timex.to_day


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*PIECES, "killed", "was", "attack", "that", "said", "."]), max_size=16))
def test_dates_of_events_never_fail(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))
    timexes = find_timexes(doc.text, PUBLISHED, doc=doc)
    for token in doc:
        when = date_of(doc, token.i, (token.i,), timexes)
        assert when is None or doc.text[when.start : when.end] == when.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The judge postponed the vote until Friday.", [("Friday", "2015-06-19")]),
        ("The judge gave the firm until 9 a.m. Friday to answer.", [("9 a.m. Friday", "2015-06-19T09:00")]),
        ("They waited until Friday.", [("Friday", "2015-06-12")]),
        ("They planned to finish the bridge by February.", [("February", "2016-02")]),
        ("Profit fell in the year ended March 31.", [("the year", "P1Y"), ("March 31", "2015-03-31")]),
        ("They spoke of the summit in January.", [("January", "2015-01")]),
    ],
)
def test_limits_and_endings_decide_which_day_is_meant(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text, doc=nlp(text)) == expected


def test_a_component_of_a_plain_pipeline(nlp: Language) -> None:
    doc = nlp("Police fired on the crowd two days ago.")
    doc._.article = make_article(doc.text, published=PUBLISHED, language="en")
    assert [(timex.span.text, timex.value) for timex in dates(doc)._.timexes] == [("two days ago", "2015-06-15")]
