"""Who says what: one construction a test, in sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from allegedly.coder.lexicon import load
from allegedly.coder.parts import Attributed, Mention
from allegedly.coder.sources import THRESHOLD, chain, find_attributions, sources, to_records
from allegedly.coder.sources.candidate import Candidate
from allegedly.coder.sources.lexicon import load_cues
from allegedly.coder.sources.select import choose, parents
from allegedly.model import Attribution


def read(nlp: Language, text: str) -> list[Attribution]:
    doc = nlp(text)
    return to_records(doc, find_attributions(doc))


def lines(found: list[Attribution]) -> list[str]:
    """Each attribution as ``source | cue | content``, discontinuous parts joined by ``~``."""
    return [
        " | ".join(" ~ ".join(piece.text for piece in part) or "nobody" for part in (one.source, one.cue, one.content))
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said that the bridge was closed.", "The minister | said | that the bridge was closed"),
        ("The minister said the bridge was closed.", "The minister | said | the bridge was closed"),
        ("Several houses burned overnight, residents said.", "residents | said | Several houses burned overnight"),
        (
            "The regime is holding 900 people, the opposition leader claimed.",
            "the opposition leader | claimed | The regime is holding 900 people",
        ),
        (
            "The army has lost 60 tanks in the offensive, analysts estimate.",
            "analysts | estimate | The army has lost 60 tanks in the offensive",
        ),
        (
            "The pipeline, engineers said, was leaking oil into the river for months.",
            "engineers | said | The pipeline ~ was leaking oil into the river for months",
        ),
        ("According to the harbour police, the ferry sank.", "the harbour police | According to | the ferry sank"),
        ("The ferry sank off the coast, according to the police.", "the police | according to | The ferry sank off the coast"),
        (
            "In the view of most villagers, the dam should never have been built.",
            "most villagers | In the view of | the dam should never have been built",
        ),
        ("As the mayor put it, the town was on its knees.", "the mayor | put | the town was on its knees"),
        ("The general told reporters that his troops had left.", "The general | told | that his troops had left"),
        ("The rebels claim to have shot down a helicopter.", "The rebels | claim | to have shot down a helicopter"),
        ("The rebels plan to leave the city.", "The rebels | plan | to leave the city"),
        ("The ministry expects the rebels to leave the city.", "The ministry | expects | the rebels to leave the city"),
        (
            "The opposition accused the company of poisoning the river.",
            "The opposition | accused | the company of poisoning the river",
        ),
        (
            "The president denied that troops had shelled the market.",
            "The president | denied | that troops had shelled the market",
        ),
        ("He had helped forty families cross the border, he said.", "he | said | He had helped forty families cross the border"),
        (
            "The announcement by the ministry that the border would reopen surprised traders.",
            "the ministry | announcement | that the border would reopen surprised traders",
        ),
    ],
)
def test_reported_speech_has_source_cue_and_content(nlp: Language, text: str, expected: str) -> None:
    assert expected in lines(read(nlp, text))


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»"), ("''", "''")])
def test_quotation_marks_of_any_shape(nlp: Language, opening: str, closing: str) -> None:
    quote = f"{opening}We will rebuild the bridge,{closing}"
    (found,) = read(nlp, f"{quote} said Ana Duarte, the mayor of the town.")
    assert lines([found]) == [f"Ana Duarte, the mayor of the town | said | {quote}"]
    assert found.manner == "direct"


def test_quotation_after_its_speaker(nlp: Language) -> None:
    assert "The mayor | said | “We will rebuild the bridge.”" in lines(read(nlp, "The mayor said: “We will rebuild the bridge.”"))


def test_any_verb_announces_a_quotation_before_a_colon(nlp: Language) -> None:
    found = read(nlp, "The baker waved a torn flag: “They took everything we had.”")
    assert any(line.startswith("The baker |") and line.endswith("| “They took everything we had.”") for line in lines(found))


def test_interrupted_quotation_is_one_attribution_in_two_pieces(nlp: Language) -> None:
    found = read(nlp, '"We will rebuild the bridge," the mayor said. "It will take two years."')
    assert lines(found) == ['the mayor | said | "We will rebuild the bridge," ~ "It will take two years."']


def test_long_apposition_between_quotation_and_verb(nlp: Language) -> None:
    text = (
        "“The camp is empty now,” Lena Okoro, a nurse from the coast who had worked with three relief agencies "
        "since the spring floods, said."
    )
    (found,) = [one for one in read(nlp, text) if one.manner == "direct"]
    assert found.source[0].text.startswith("Lena Okoro")


def test_quotation_without_cue_runs_on_from_the_sentence_before(nlp: Language) -> None:
    found = read(nlp, "He said the strike was illegal. “Nobody is above the law here.”")
    assert lines(found) == ["He | said | the strike was illegal ~ “Nobody is above the law here.”"]
    assert found[0].manner == "mixed"


def test_quotation_further_on_is_carried_from_the_earlier_mention(nlp: Language) -> None:
    found = read(nlp, "The judge said the strike was illegal. The room was silent. “Nobody is above the law here.”")
    (carried,) = [one for one in found if one.carried]
    assert lines([carried]) == ["The judge | nobody | “Nobody is above the law here.”"]


def test_quotation_in_another_paragraph_is_not_carried(nlp: Language) -> None:
    found = read(nlp, "The judge said the strike was illegal.\n\nThe room was silent. “Nobody is above the law here.”")
    assert not any(one.carried for one in found)


def test_paragraphs_of_one_speech_go_to_the_cue_after_the_last(nlp: Language) -> None:
    found = read(nlp, "“The camp is empty.\n\n“Everyone has gone home,” the nurse said.")
    assert lines(found) == ["the nurse | said | “The camp is empty. ~ “Everyone has gone home,”"]


def test_each_paragraph_with_its_own_cue_stays_apart(nlp: Language) -> None:
    found = read(nlp, '"The camp is empty," the nurse said.\n\n"Everyone has gone home," she added.')
    assert lines(found) == ['the nurse | said | "The camp is empty,"', 'she | added | "Everyone has gone home,"']


def test_headline_with_trailing_speaker(nlp: Language) -> None:
    assert lines(read(nlp, "Governor hid flood warnings, judge says")) == ["judge | says | Governor hid flood warnings"]


def test_sentence_after_a_finished_quotation_is_no_cue(nlp: Language) -> None:
    found = read(nlp, "“We saw soldiers,” said one of them. “They were firing.” Nobody answered.")
    assert lines(found) == ["one of them | said | “We saw soldiers,” ~ “They were firing.”"]


def test_speaker_of_the_next_sentence_says_what_follows(nlp: Language) -> None:
    found = read(nlp, "“Is it a lie?” She added that the mayor had fled to the coast.")
    assert lines(found) == ["She | added | that the mayor had fled to the coast"]


def test_semicolon_parts_what_two_people_say(nlp: Language) -> None:
    found = read(nlp, "The bus was empty; the interior ministry announced that a bomb had gone off in it.")
    assert lines(found) == ["the interior ministry | announced | that a bomb had gone off in it"]


@pytest.mark.parametrize(
    ("construction", "told"),
    [
        ("clause", True),
        ("quotation", True),
        ("adverbial", True),
        ("object+infinitive", True),
        ("relay", True),
        ("noun:owned", True),
        ("object", False),
        ("prep:for", False),
        ("noun:of:owned", False),
    ],
)
def test_stance_on_a_thing_tells_nothing(nlp: Language, construction: str, told: bool) -> None:
    doc = nlp("They criticized the raid.")
    attributed = Attributed(Mention(0, 1, 0), (1,), ((2, 4),), construction=construction)
    doc._.attributed = [attributed]
    assert chain(doc, 3) == ([attributed] if told else [])


def test_single_marks_quote_and_apostrophes_do_not(nlp: Language) -> None:
    found = read(nlp, "‘The workers’ hall is empty,’ his brother said.")
    assert lines(found) == ["his brother | said | ‘The workers’ hall is empty,’"]


def test_expression_in_marks_is_no_speech(nlp: Language) -> None:
    assert not [one for one in read(nlp, "The so-called “safe zone” was shelled on Friday.") if one.manner == "direct"]


def test_nested_attribution_points_to_its_parent(nlp: Language) -> None:
    found = read(nlp, "The spokesman said that the president had ordered the army to fire.")
    assert [one.parent for one in found] == [None, 0]


def test_chain_goes_from_the_outermost_source_inwards(nlp: Language) -> None:
    doc = sources(nlp("The spokesman said that the president had promised that the army would leave."))
    links = chain(doc, next(token.i for token in doc if token.text == "leave"))
    assert [doc[link.source.head].text for link in links if link.source] == ["spokesman", "president"]


def test_claim_that_tells_its_clause(nlp: Language) -> None:
    doc = sources(nlp("The governor's claim that troops had fled surprised the court."))
    links = chain(doc, next(token.i for token in doc if token.text == "fled"))
    assert [doc[link.source.head].text for link in links if link.source] == ["governor"]


def test_the_articles_own_voice_has_no_chain(nlp: Language) -> None:
    doc = sources(nlp("The army left the valley on Friday."))
    assert [chain(doc, token.i) for token in doc] == [[]] * len(doc)


def test_somebody_quoted_is_the_source(nlp: Language) -> None:
    found = read(nlp, "The mayor was quoted as saying that the town was on its knees.")
    assert lines(found) == ["The mayor | was quoted as saying | that the town was on its knees"]


def test_agency_and_quoted_doctor_are_two_links(nlp: Language) -> None:
    doc = sources(nlp("The agency quoted a doctor as saying that nine people had died."))
    links = chain(doc, next(token.i for token in doc if token.text == "died"))
    assert [doc[link.source.head].text for link in links if link.source] == ["agency", "doctor"]


@pytest.mark.parametrize(
    "text", ["The army is said to have lost forty tanks.", "The general is reportedly planning a second attack."]
)
def test_hearsay_has_a_cue_and_no_source(nlp: Language, text: str) -> None:
    found = [one for one in read(nlp, text) if not one.source]
    assert found
    assert all(one.cue and one.content for one in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The minister said that the bridge was closed.", "speech"),
        ("The minister believes that the bridge is safe.", "belief"),
        ("The villagers hope that the rain will come.", "wish"),
        ("The colonel fears that the bridge will fall.", "fear"),
        ("The rebels plan to leave the city.", "plan"),
    ],
)
def test_kind_tells_speech_from_attitudes(nlp: Language, text: str, kind: str) -> None:
    assert [one.kind for one in read(nlp, text)] == [kind]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Opposition: Vote in the Capital Was Rigged", "Opposition"),
        ("OKORO: We saw nothing that night, nothing at all.", "OKORO"),
    ],
)
def test_speaker_before_a_colon(nlp: Language, text: str, source: str) -> None:
    assert any(one.source and one.source[0].text == source and one.cue[0].text == ":" for one in read(nlp, text))


def test_empty_text_has_no_attributions(nlp: Language) -> None:
    assert read(nlp, "") == []


def test_component_stores_what_is_found(nlp: Language) -> None:
    doc = sources(nlp("The minister said the bridge was closed."))
    assert doc._.attributed == find_attributions(doc)


@pytest.mark.parametrize("example", load("cues")["examples"], ids=lambda example: example[0])
def test_examples_of_the_lexicon(nlp: Language, example: list[str | None]) -> None:
    text, source, cue, content = example
    assert f"{source or 'nobody'} | {cue} | {content}" in lines(read(nlp, str(text)))


def test_shares_and_kinds_are_well_formed() -> None:
    cues = load_cues()
    assert cues.share("say", "clause") > THRESHOLD
    assert cues.share("no such word", "no such construction") == 0
    assert all(0 <= share <= 1 for row in cues.shares.values() for share in row.values())
    assert cues.kind("point_out") == "speech"


def candidate(head: int, content: tuple[int, int], weight: float, construction: str = "clause") -> Candidate:
    return Candidate(head, "w", construction, [head], None, [content], weight=weight)


def test_weak_reading_gives_way_to_a_strong_one_inside() -> None:
    kept = choose([candidate(0, (1, 9), 0.45), candidate(3, (4, 9), 0.95)], 0.4)
    assert [one.head for one in kept] == [3]


def test_strong_reading_keeps_a_strong_one_inside_as_its_child() -> None:
    kept = choose([candidate(0, (1, 9), 0.9), candidate(3, (4, 9), 0.95)], 0.4)
    assert parents(kept) == [None, 0]


def test_reading_does_not_steal_a_quotation_with_its_cue() -> None:
    kept = choose([candidate(0, (1, 12), 0.9), candidate(10, (2, 9), 0.97, "quotation")], 0.4)
    assert [one.head for one in kept] == [10]


def test_one_cue_has_one_reading() -> None:
    kept = choose([candidate(0, (1, 9), 0.6), candidate(0, (1, 5), 0.7)], 0.4)
    assert [one.content for one in kept] == [[(1, 5)]]


_SCRAPS = st.sampled_from(
    ["“", "”", '"', "«", "»", "''", "‘", "’", "(", ")", "\n\n", "\n", " ", ", ", ". ", ": ", "? ", "— ", "🙂", "\u202e", "\u00a0", "\x07",
     "the mayor said", "he added", "said Ana", "according to", "reportedly", "that the bridge fell", "We will stay", "claim of", "is"]
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_SCRAPS, max_size=30).map("".join))
def test_odd_text_never_raises_and_every_span_slices_back(nlp: Language, text: str) -> None:
    doc = nlp(text)
    attributed = find_attributions(doc)
    records = to_records(doc, attributed)
    for k, record in enumerate(records):
        for piece in (*record.source, *record.cue, *record.content):
            assert text[piece.start : piece.end] == piece.text
            assert piece.text
        assert record.content
        assert list(record.content) == sorted(record.content, key=lambda piece: piece.start)
        assert record.parent is None or record.parent != k


@pytest.mark.parametrize(
    "heading",
    [
        "Rights Brief No. 14: The raid on Tolokan village\n\nIt rained.",
        "Part 2: The raid on Tolokan village\n\nIt rained.",
        "FACT CHECK: No, a mosque was not burned by migrants\n\nIt rained.",
        "LIVE: Capital on edge as curfew extended\n\nIt rained.",
        "Peru: stop the shooting, open the bridge\n\nIt rained.",
    ],
)
def test_a_label_or_a_country_before_a_colon_says_nothing(nlp: Language, heading: str) -> None:
    assert read(nlp, heading) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The next day police shot dead Omar Said, an unarmed student of 25, in Tawra.",
        "Rebels stormed parliament and shots rang out.",
    ],
)
def test_a_deed_says_nothing(nlp: Language, sentence: str) -> None:
    assert not nlp(sentence)._.attributed
