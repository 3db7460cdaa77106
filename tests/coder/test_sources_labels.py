"""Who speaks before a colon: names before a quotation, turns of a transcript, what a line announces; and what is no speaker."""

from __future__ import annotations

import pytest

from allegedly.coder.coder import Coder
from allegedly.coder.sources.transcript import quoted_labels, recorded, turns
from allegedly.model import Saying, make_article


def said(text: str, **options: bool) -> dict[str, Saying]:
    return {one.event.trigger.text: one for one in Coder(**options).code(make_article(text))}


def source(text: str, trigger: str) -> list[str | None]:
    return [link.text or link.name for link in said(text, screen=False)[trigger].source]


PRESS = 'Dockers in Port Ansel are on strike.\n\n{} "Police attacked us. They arrested boys."\n\nThe army shelled Tarn.\n'


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("Union leader Tom Reyes on Radio One:", "Union leader Tom Reyes"),
        ("Tom Reyes on the police:", "Tom Reyes"),
        ("17:31 Opposition leader Tom Reyes:", "Opposition leader Tom Reyes"),
        ("5.31pm Tom Reyes to reporters:", "Tom Reyes"),
    ],
)
def test_a_name_before_a_colon_and_a_quotation_says_all_of_it(label: str, named: str) -> None:
    text = PRESS.format(label)
    assert source(text, "attacked") == [named]
    assert source(text, "arrested") == [named]
    assert source(text, "shelled") == []
    assert [one.text for one in said(text, screen=False)["attacked"].event.actors] == ["Police"]


def test_a_name_before_a_quotation_is_a_name() -> None:
    text = PRESS.format("Union leader Tom Reyes on Radio One:") + "Mr Reyes was fined.\n"
    assert [one.name for one in said(text, screen=False)["attacked"].source] == ["Tom Reyes"]


@pytest.mark.parametrize(
    "label", ["Reyes said of it:", "He shouted:", "Video:", "The men of the hills have a saying:", "Read more about this here:"]
)
def test_what_is_no_name_before_a_quotation(label: str) -> None:
    assert quoted_labels(f'{label} "Police attacked us."') == {}


def test_a_time_of_day_stands_apart_from_what_happened_then() -> None:
    text = "17:10 Rebels attacked the port.\n\n17.25 Soldiers shelled the bridge.\n"
    assert [one.text for one in said(text, screen=False)["attacked"].event.actors] == ["Rebels"]
    assert [one.text for one in said(text, screen=False)["shelled"].event.actors] == ["Soldiers"]


@pytest.mark.parametrize(
    "label",
    [
        "Fellow citizens:",
        "Dear friends:",
        "Ladies and gentlemen:",
        "Dear radio audience:",
        "Attention:",
        "Esteemed members of the commission:",
    ],
)
def test_those_who_are_addressed_say_nothing(label: str) -> None:
    assert source(f"{label} Rebels attacked the port on Monday.", "attacked") == []


def test_what_a_bracket_explains_is_no_speech() -> None:
    assert source("Marlow (Arabic: the high place) was shelled by rebels on Monday.", "shelled") == []


STATEMENT = """Vanland protests

The foreign ministry said on Sunday:

Armed men stormed the consulate in Doren. They took two diplomats hostage.

We condemn this attack.

Background

Rebels shelled the consulate in May.
"""


def test_what_a_line_announces_is_said_up_to_the_next_part_of_the_page() -> None:
    assert source(STATEMENT, "stormed") == ["The foreign ministry"]
    assert source(STATEMENT, "condemn") == ["The foreign ministry"]
    assert source(STATEMENT, "shelled") == []
    assert said(STATEMENT, screen=False)["stormed"].source[0].manner == "direct"


def test_a_line_that_announces_quotations_leaves_them_to_their_marks() -> None:
    text = 'The ministry said on Sunday:\n\n"Armed men stormed the consulate."\n\nRebels shelled Tarn on Monday.\n'
    assert source(text, "stormed") == ["The ministry"]
    assert source(text, "shelled") == []


INTERVIEW = """Minister Teresa Salas spoke to us.

HOST: Minister, your officers shot at miners. Why?

SALAS: Rebels shot them.

HOST: Who attacked the bridge?

SALAS: Rebels attacked it as well.

Soldiers arrested the minister on Friday.
"""


def test_the_last_turn_ends_with_its_paragraph_where_all_others_do() -> None:
    assert source(INTERVIEW, "arrested") == []
    assert max(turns(INTERVIEW).values()) == INTERVIEW.index("\n\nSoldiers arrested")


def test_a_last_name_before_a_turn_is_whoever_of_the_article_has_it() -> None:
    found = [one for one in Coder(screen=False).code(make_article(INTERVIEW)) if one.event.trigger.text == "attacked"]
    assert [[link.name for link in one.source] for one in found][-1] == ["Teresa Salas"]


def test_a_question_in_a_turn_is_asked_and_its_label_no_party() -> None:
    found = [one for one in Coder(screen=False).code(make_article(INTERVIEW)) if one.event.trigger.text == "attacked"]
    assert found[0].status.modality == "asked"
    assert "HOST" not in " ".join(one.text or "" for one in (*found[0].event.actors, *found[0].event.recipients))


def test_the_screen_keeps_who_speaks() -> None:
    filler = "The weather was mild and the sea lay still that week.\n\n" * 12
    spoken = said(filler + INTERVIEW.replace("Rebels attacked it as well.", "They stormed it as well."))
    assert [link.name for link in spoken["stormed"].source] == ["Teresa Salas"]
    assert [link.text for link in said(filler + STATEMENT)["stormed"].source] == ["The foreign ministry"]
    assert [link.text for link in said(filler + PRESS.format("Tom Reyes on the police:"))["arrested"].source] == ["Tom Reyes"]


def test_whoever_spoke_last_goes_on_speaking() -> None:
    text = "The attack on the court shook Tarn. Commander Peter Lok said the gunman was dead. A second man would be charged on Friday, he said.\n"
    assert [link.name for link in said(text, screen=False)["charged"].source] == ["Peter Lok"]
    text = (
        'General Omar Diab led the raid. "He is a liar," said Daniel Benn, a lawmaker. "Diab never listens." '
        '"His soldiers killed nine people," he added.\n'
    )
    assert [link.name for link in said(text, screen=False)["killed"].source] == ["Daniel Benn"]


def test_a_short_aside_at_the_end_tells_who_says_it() -> None:
    text = "The interior ministry says 12 officers were injured. Demonstrators attacked the gate, it says.\n"
    assert source(text, "attacked") == ["it"]


RECORDING = (
    "the president spoke in tarn.    (begin recording) (reporter) did the army shell the port?    (garcia) rebels attacked it.  they killed "
    "nine men. (applause) we freed the others. (end recording)    police arrested two men.\n"
)


@pytest.mark.parametrize(
    ("trigger", "speaker"),
    [("shell", ["reporter"]), ("attacked", ["garcia"]), ("killed", ["garcia"]), ("freed", ["garcia"]), ("arrested", [])],
)
def test_whoever_a_recording_names_in_brackets_speaks_there(trigger: str, speaker: list[str]) -> None:
    assert source(RECORDING, trigger) == speaker
    assert source(RECORDING.replace("(", "[").replace(")", "]"), trigger) == speaker


def test_a_bracket_outside_of_recordings_names_no_speaker() -> None:
    assert recorded("the mayor (garcia) said so.  (garcia) rebels attacked it.") == []


@pytest.mark.parametrize(
    "text", ["(begin recording) we did not shoot. (end recording)", "(begin recording)", "(begin recording) (applause) yes"]
)
def test_a_recording_without_a_name_has_no_speaker(text: str) -> None:
    assert recorded(text) == []
    assert all(one.source == () for one in Coder().code(make_article(text)))


BRACKETS = (
    "(Reporter) Commander, when will the talks resume?\n\n(Tamar) It is quiet here. The army killed nine farmers in June.\n\n"
    "(Reporter) Will you attack the town?\n\n(Tamar) We attacked it yesterday.\n"
)


@pytest.mark.parametrize("screen", [False, True])
@pytest.mark.parametrize("gap", ["\n\n", "    "])
def test_an_interview_names_who_speaks_in_brackets(gap: str, *, screen: bool) -> None:
    sayings = said(BRACKETS.replace("\n\n", gap), screen=screen)
    assert [one.text for one in sayings["killed"].source] == ["Tamar"]
    assert [one.text for one in sayings["attack"].source] == ["Reporter"]
    assert sayings["attack"].status.modality == "asked"


def test_sources_in_brackets_are_no_interview() -> None:
    text = "(Reuters) The army killed nine farmers.\n\n(Reuters) Rebels shelled the port.\n\n(Reuters) The mayor fled.\n"
    assert said(text, screen=False)["killed"].source == ()
