"""Repairs of the parse: lemmas, clauses that stand beside each other, negation hung on an adverb."""

from __future__ import annotations

import pytest
from spacy.language import Language

from allegedly.coder.phrases import phrase
from allegedly.coder.repairs_of_names import short_forms


@pytest.mark.parametrize(
    ("sentence", "form", "lemma"), [("They staged a march.", "staged", "stage"), ("He begged for mercy.", "begged", "beg")]
)
def test_lemmas(nlp: Language, sentence: str, form: str, lemma: str) -> None:
    assert [token.lemma_ for token in nlp(sentence) if token.text == form] == [lemma]


def test_a_clause_before_a_semicolon_is_not_said_by_the_next(nlp: Language) -> None:
    doc = nlp("The union urged both sides to refrain from violence; the minister reportedly discussed sanctions with the envoys.")
    assert "ccomp" not in [token.dep_ for token in doc if token.text == "urged"]


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("The ministry declared the envoy unwelcome; the United Nations rejected the move.", "declared"),
        ("It blames Caracas, it accuses Havana.", "blames"),
        ("The unions have called another strike, the students have vowed to stay.", "called"),
    ],
)
def test_clauses_side_by_side(nlp: Language, sentence: str, first: str) -> None:
    assert "ccomp" not in [token.dep_ for token in nlp(sentence) if token.text == first]


@pytest.mark.parametrize("tail", ["the ministry said", "the ministry told reporters", "he warned", "residents said on Friday"])
def test_what_is_said_before_its_verb_stays_so(nlp: Language, tail: str) -> None:
    doc = nlp(f"The troops have left, {tail}.")
    assert [token.dep_ for token in doc if token.text == "left"] == ["ccomp"]


def test_never_before_negates_the_verb(nlp: Language) -> None:
    doc = nlp("The alliance, which has never before sent soldiers into a member, decided to do so.")
    assert [token.head.text for token in doc if token.text == "never"] == ["sent"]


@pytest.mark.parametrize(
    ("sentence", "verb", "head"),
    [
        ("The premier said that the country was in a conflict and ordered the army to act.", "ordered", "said"),
        ("The group said that soldiers had fired on the crowd and demanded an inquiry.", "demanded", "said"),
        ("He said that the rebels attacked the town and demanded money.", "demanded", "attacked"),
        ("The group said that soldiers had fired on the crowd and fled.", "fled", "fired"),
    ],
)
def test_whose_act_of_speech_follows_what_is_said(nlp: Language, sentence: str, verb: str, head: str) -> None:
    assert [token.head.text for token in nlp(sentence) if token.text == verb] == [head]


def heads(nlp: Language, sentence: str) -> dict[str, tuple[str, str]]:
    return {token.text: (token.dep_, token.head.text) for token in nlp(sentence)}


def test_a_finite_verb_is_not_coordinated_with_an_infinitive(nlp: Language) -> None:
    assert heads(nlp, "The party will refuse to register and have asked lawyers for help.")["asked"] == ("conj", "refuse")
    assert heads(nlp, "The party refused to register and pay the fee.")["pay"] == ("conj", "register")


def test_what_somebody_is_accused_of_doing(nlp: Language) -> None:
    found = heads(nlp, "The tribunal accused the militia of massacring civilians in two villages.")
    assert found["massacring"] == ("pcomp", "of")
    assert found["civilians"] == ("dobj", "massacring")
    assert heads(nlp, "The tribunal wrote a history of warring clans.")["warring"] == ("amod", "clans")


def test_a_relative_clause_after_an_apposition_is_about_whom_it_names(nlp: Language) -> None:
    assert heads(nlp, "The governor, a fellow Democrat, who vetoed the bill, resigned.")["vetoed"] == ("relcl", "governor")
    assert heads(nlp, "The governor, a man who vetoed everything, resigned.")["vetoed"] == ("relcl", "man")


@pytest.mark.parametrize(
    ("sentence", "date", "subject"),
    [
        ("On May 14 parliament passed the law over a veto.", "May", "parliament"),
        ("On Sunday Ashraf Ghani fled the country.", "Sunday", "Ghani"),
        ("In the 1970s Anastasio Somoza's National Guard jailed thousands.", "1970s", "Guard"),
        ("On Sunday the parliament passed the law.", "Sunday", "parliament"),
    ],
)
def test_a_date_does_not_swallow_the_subject(nlp: Language, sentence: str, date: str, subject: str) -> None:
    found = heads(nlp, sentence)
    assert found[date][0] == "pobj"
    assert found[subject][0] == "nsubj"


def test_subject_taken_by_a_preposition_before_an_aside(nlp: Language) -> None:
    doc = nlp("The shooting came three days after the union, meeting in Lima, urged the parties to talk.")
    urged = next(token for token in doc if token.text == "urged")
    assert [child.text for child in urged.lefts if child.dep_ == "nsubj"] == ["union"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (
            '"If it goes on like this we will be back there," a shopkeeper in Glodok, whose store was burned down then, said.',
            "shopkeeper",
        ),
        ('"It will be the end of the harvest," a farmer from Tolno, who lost two fields, said.', "farmer"),
    ],
)
def test_a_quotation_does_not_take_its_speaker(nlp: Language, sentence: str, speaker: str) -> None:
    doc = nlp(sentence)
    assert [(token.dep_, token.head.text) for token in doc if token.text == speaker] == [("nsubj", "said")]


@pytest.mark.parametrize(
    ("sentence", "word", "head"),
    [
        (
            "• 11:45 – Mamani is arrested. He was released at night, his lawyer said, after being beaten in a patrol car; police have not commented.",
            "after",
            "released",
        ),
        ("The troops have left, the ministry said, in a letter to the mayor.", "in", "said"),
    ],
)
def test_what_goes_on_behind_an_aside(nlp: Language, sentence: str, word: str, head: str) -> None:
    assert heads(nlp, sentence)[word][1] == head


@pytest.mark.parametrize("sentence", ["The wounded were flown out.", "The injured included two children."])
def test_a_participle_behind_an_article_is_people(nlp: Language, sentence: str) -> None:
    assert [token.pos_ for token in nlp(sentence)][:2] == ["DET", "NOUN"]


def test_a_participle_that_is_done_stays_one(nlp: Language) -> None:
    assert "VERB" in [token.pos_ for token in nlp("The men wounded by shells were flown out.") if token.text == "wounded"]


def test_an_officer_is_who_commands_and_not_what_he_commands(nlp: Language) -> None:
    doc = nlp("The commander of the 4th Brigade, Col. Issa Tamar, ordered the attack.")
    assert [token.head.text for token in doc if token.text == "Tamar"] == ["commander"]


def test_a_town_behind_another_stays_with_it(nlp: Language) -> None:
    doc = nlp("The mayor of Gallup, New Mexico, ordered a curfew.")
    assert [token.head.text for token in doc if token.text == "Mexico"] == ["Gallup"]


def test_neighbouring_is_no_deed(nlp: Language) -> None:
    doc = nlp("The president warned neighbouring Peru against interference.")
    assert [token.head.text for token in doc if token.text == "Peru"] == ["warned"]


def test_a_condition_before_an_aside_goes_with_what_is_said(nlp: Language) -> None:
    doc = nlp("If the siege goes on, the ministry warned, people will die.")
    assert [token.head.text for token in doc if token.text == "goes"] == ["die"]


@pytest.mark.parametrize(
    ("sentence", "doer"),
    [
        ("On the night of 3 March 2011 soldiers shot two men.", "soldiers"),
        ("The square, where in 1921 colonial police shot 40 strikers, is empty.", "police"),
    ],
)
def test_a_date_before_them_takes_no_doer(nlp: Language, sentence: str, doer: str) -> None:
    assert [(token.dep_, token.head.text) for token in nlp(sentence) if token.text == doer] == [("nsubj", "shot")]


def test_yesterday_is_when_and_not_who(nlp: Language) -> None:
    doc = nlp("Yesterday officers searched the flat of our editor.")
    assert (doc[0].dep_, doc[0].head.text) == ("npadvmod", "searched")


@pytest.mark.parametrize("said", ["said", "had said"])
def test_a_promise_beside_what_is_said_is_the_speaker_s(nlp: Language, said: str) -> None:
    doc = nlp(f"He {said} that rebels were behind the raid and promised that families would be compensated.")
    assert [token.head.text for token in doc if token.text == "promised"] == ["said"]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("the mayor condemned the fplt for this attack.", "fplt"),
        ("the fplt offensive shook the capital.", "fplt"),
        ("the liberation front of loran (lofro) was banned. the mayor condemned the lofro for this.", "lofro"),
        ("the mayor condemned the aruna (alliance for national renewal).", "aruna"),
    ],
)
def test_short_forms_in_lower_case_are_names(nlp: Language, text: str, short: str) -> None:
    assert {token.pos_ for token in nlp(text) if token.text == short} == {"PROPN"}


@pytest.mark.parametrize(
    "text", ["the bomb weighed 200 lbs and more.", "the mayor (a farmer) spoke.", "the big old farmer (smiling) spoke."]
)
def test_other_words_are_no_short_forms(text: str, nlp: Language) -> None:
    assert short_forms(nlp.make_doc(text)) == frozenset()


def test_who_says_at_the_end_is_no_other_name_for_the_noun_before(nlp: Language) -> None:
    doc = nlp("The junta has jailed more than 20,000 people since the coup, the Assistance League for Prisoners says.")
    league = next(token for token in doc if token.text == "League")
    assert (league.dep_, league.head.text) == ("nsubj", "says")


def test_a_second_thing_demanded_is_demanded_too(nlp: Language) -> None:
    doc = nlp("The union demanded that the mayor resign, that the police be withdrawn and that talks begin.")
    assert [(token.text, token.dep_, token.head.text) for token in doc if token.text == "withdrawn"] == [
        ("withdrawn", "conj", "resign")
    ]


def test_a_sentence_has_a_verb_behind_a_relative_clause(nlp: Language) -> None:
    doc = nlp("Last week the junta, which has declared war on the gangs, extradited to Peru Luis Diaz.")
    assert [(token.text, token.dep_) for token in doc if token.text in ("junta", "extradited")] == [
        ("junta", "nsubj"),
        ("extradited", "ROOT"),
    ]


def test_a_phrase_ends_where_a_heading_does(nlp: Language) -> None:
    doc = nlp("colombia    national police in bogota dismantled two laboratories.")
    token = next(token for token in doc if token.text == "police")
    mention = phrase(token)
    assert doc[mention.start : mention.end].text == "national police"


@pytest.mark.parametrize(
    "sentence",
    [
        "Al-Shabaab fighters killed at least 11 Burundian soldiers in a dawn attack on their base, residents said.",
        "Gunmen killed nine herders in a raid on their camp, police said.",
    ],
)
def test_what_is_told_at_the_end_is_no_clause_on_its_subject(nlp: Language, sentence: str) -> None:
    (killed,) = (token for token in nlp(sentence) if token.text == "killed")
    assert (killed.dep_, killed.head.text) == ("ccomp", "said")
    assert [child.dep_ for child in killed.lefts if child.pos_ in ("NOUN", "PROPN")] == ["nsubj"]


def test_a_clause_with_which_is_no_aside(nlp: Language) -> None:
    doc = nlp("The crowd, which police put at 12,000, moved off towards the palace at noon.")
    assert [(token.dep_, token.head.text) for token in doc if token.text == "put"] == [("relcl", "crowd")]
