"""Which time expression is an event's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from allegedly.coder.dates import date_of, find_timexes
from allegedly.model import make_article

# A Wednesday.
PUBLISHED = "2015-06-17"
SENTENCES = Path(__file__).parent / "sentences"


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
    (
        "The premier resigned on Tuesday, a day after at least 19 people were killed.",
        "killed",
        "a day after",
        "2015-06-15",
        "2015-06-15",
    ),
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
    (
        "Gunmen fired on the bus on Tuesday.\n\nThe attack came three days after miners blocked a road.",
        "blocked",
        "three days after",
        "2015-06-13",
        "2015-06-13",
    ),
    (
        "Gunmen fired on the bus on Tuesday.\n\nHis speech came three days after miners blocked a road.",
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


PIECES = ["May", "3", "2019", "last", "week", "on", "Monday", "in", "which", "of", "when", "two", "days", "after", ","]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*PIECES, "killed", "was", "attack", "that", "said", "."]), max_size=16))
def test_dates_of_events_never_fail(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))
    timexes = find_timexes(doc.text, PUBLISHED, doc=doc)
    for token in doc:
        when = date_of(doc, token.i, (token.i,), timexes)
        assert when is None or doc.text[when.start : when.end] == when.text


def claimed() -> dict[str, int]:
    """How many sentences of each set are read right, as docs/dates.md says."""
    page = (Path(__file__).parents[2] / "docs" / "dates.md").read_text("utf-8")
    return {name: int(right) for name, right in re.findall(r"^\| `(dates_of_\w+)`.*\| (\d+) \|$", page, re.MULTILINE)}


@pytest.mark.parametrize("name", ["dates_of_events", "dates_of_deeds", "dates_of_acts", "dates_of_strikes"])
def test_news_sentences_are_dated_as_the_page_says(nlp: Language, name: str) -> None:
    entries = yaml.safe_load((SENTENCES / f"{name}.yaml").read_text("utf-8"))
    wrong = []
    for text, word, first, last in entries:
        doc = nlp(text)
        doc._.article = make_article(text, published="2025-11-18")
        head = next(token.i for token in doc if token.text == word)
        when = date_of(doc, head, (head,), find_timexes(text, "2025-11-18", doc=doc))
        if (when and when.from_day, when and when.to_day) != (first, last):
            wrong.append(f"{word}: {text}")
    print(f"\n{name}: {len(entries) - len(wrong)} of {len(entries)} events dated right")
    assert len(entries) - len(wrong) >= claimed()[name], "\n".join(wrong)
