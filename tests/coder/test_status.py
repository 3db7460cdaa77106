"""Polarity, modality and certainty of an event, and the words that decide them, on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from allegedly.coder.lexicon import load
from allegedly.coder.status import prepare, questions, status_of
from allegedly.model import Status


def read(nlp: Language, sentence: str, word: str) -> Status:
    """The status of the first token of ``sentence`` that reads ``word``."""
    doc = nlp(sentence)
    head = next(token.i for token in doc if token.text == word)
    return status_of(doc, head, (head,))


# sentence, event word, polarity, modality, words that must be among the deciding ones
READINGS = [
    # told as it was
    ("Police stormed the building at dawn.", "stormed", "positive", "asserted", ""),
    # what is denied is named before the colon, and what follows it is stated
    ('The imam denied it: "Nobody attacked us."', "attacked", "negative", "asserted", "Nobody"),
    ('The imam denied it: "They attacked us first."', "attacked", "positive", "asserted", ""),
    # whoever had no part in it did not do it
    ("The minister denied the army was involved in the killings.", "killings", "negative", "asserted", "denied"),
    ("The army was not responsible for the killings.", "killings", "negative", "asserted", "not"),
    ("The army took no part in the raid.", "raid", "negative", "asserted", "no"),
    ("The army did not play any role in the raid.", "raid", "negative", "asserted", "not"),
    ("The minister denied that the army took part in the raid.", "raid", "negative", "asserted", "denied"),
    ("The army was not behind the raid.", "raid", "negative", "asserted", "not"),
    ("The rebels may have been involved in the raid.", "raid", "positive", "hypothetical", "may"),
    ("The army took part in the raid.", "raid", "positive", "asserted", ""),
    ("He is responsible for dealing with the raid.", "raid", "positive", "asserted", ""),
    ("Police said that protesters attacked the court.", "attacked", "positive", "asserted", ""),
    ("According to the ministry, rebels shelled the port.", "shelled", "positive", "asserted", ""),
    ("The minister accused rebels of killing five nurses.", "killing", "positive", "asserted", ""),
    ("The union condemned the arrest of its leader.", "arrest", "positive", "asserted", ""),
    ("Soldiers patrol the border every night.", "patrol", "positive", "asserted", ""),
    ("The rebels managed to capture the bridge.", "capture", "positive", "asserted", ""),
    ("Guards forced the villagers to flee.", "flee", "positive", "asserted", ""),
    ("The strikers had to leave the factory.", "leave", "positive", "asserted", ""),
    ("The generals did not regret that they had fired on the crowd.", "fired", "positive", "asserted", ""),
    ("Not only farmers blocked the road.", "blocked", "positive", "asserted", ""),
    ("The army began shelling the suburb.", "shelling", "positive", "asserted", ""),
    ("Relatives were happy to see the prisoners.", "see", "positive", "asserted", ""),
    ("The court sentenced the editor because he had insulted the king.", "insulted", "positive", "asserted", ""),
    ("Those who praised him would invade the island six years later.", "invade", "positive", "asserted", "would"),
    ("Those who praised him would invade the island six years later and sell mines.", "sell", "positive", "asserted", "would"),
    ("The captain would later lead a coup.", "lead", "positive", "asserted", "would"),
    ("The minister used a speech to accuse the rebels of murder.", "accuse", "positive", "asserted", ""),
    ("The envoy took the floor to condemn the raid.", "condemn", "positive", "asserted", ""),
    ("She seized the occasion to attack the judges.", "attack", "positive", "asserted", ""),
    ("Shells hit the market, wounding two and forcing about 90 families to flee.", "flee", "positive", "asserted", ""),
    ("Rebels blew up the pipeline, causing the plant to close.", "close", "positive", "asserted", ""),
    ("They have said that they will refuse to pay and have hired lawyers.", "hired", "positive", "asserted", ""),
    (
        "In 1997 bands of this kind destroyed shops in the port within a month, he recalled.",
        "destroyed",
        "positive",
        "asserted",
        "",
    ),
    # denied, absent, prevented
    ("She stopped short of condemning the king.", "condemning", "negative", "asserted", "stopped"),
    ("She fell short of endorsing the plan.", "endorsing", "negative", "asserted", "fell"),
    ("The army did not shell the town.", "shell", "negative", "asserted", "not"),
    ("The army didn't shell the town.", "shell", "negative", "asserted", "n't"),
    ("The army did n't shell the town .", "shell", "negative", "asserted", "n't"),
    ("Troops never entered the village.", "entered", "negative", "asserted", "never"),
    ("Nobody was killed in the clashes.", "killed", "negative", "asserted", "Nobody"),
    ("No soldiers crossed the river.", "crossed", "negative", "asserted", "No"),
    ("None of the hostages was harmed.", "harmed", "negative", "asserted", "None"),
    ("The minister made no concession.", "concession", "negative", "asserted", "no"),
    ("The ministry denied that troops had shelled the hospital.", "shelled", "negative", "asserted", "denied"),
    ("The governor denied ordering the raid.", "ordering", "negative", "asserted", "denied"),
    ("The guards failed to stop the crowd.", "stop", "negative", "asserted", "failed"),
    ("Two parties refused to sign the accord.", "sign", "negative", "asserted", "refused"),
    ("The envoy declined to meet the rebels.", "meet", "negative", "asserted", "declined"),
    ("The clerk forgot to lock the archive.", "lock", "negative", "asserted", "forgot"),
    ("They left the square without attacking anyone.", "attacking", "negative", "asserted", "without"),
    ("Peacekeepers prevented an attack on the camp.", "attack", "negative", "asserted", "prevented"),
    ("Police prevented the students from marching.", "marching", "negative", "asserted", "prevented"),
    ("There was no evidence that police fired.", "fired", "positive", "hypothetical", "no"),
    ("Neither the army nor the police fired.", "fired", "negative", "asserted", "Neither"),
    ("The rebels are no longer fighting.", "fighting", "negative", "asserted", "longer"),
    ("The guards would not open the gate.", "open", "negative", "asserted", "would"),
    ("Soldiers could not hold the bridge.", "hold", "negative", "asserted", "could"),
    ("I do not think that the junta released them.", "released", "negative", "asserted", "think"),
    ("The police negotiated instead of storming the school.", "storming", "negative", "asserted", "instead"),
    ("No attack took place on Sunday.", "attack", "negative", "asserted", "No"),
    ("The two sides did not launch an offensive.", "offensive", "negative", "asserted", "not"),
    ("The army did not fail to reach the border.", "reach", "positive", "asserted", "fail"),
    ("The crowd did not burn or loot the shops.", "loot", "negative", "asserted", "not"),
    # to come
    ("The army will withdraw on Friday.", "withdraw", "positive", "future", "will"),
    ("Officers will stop and search every car.", "search", "positive", "future", "will"),
    ("The president is to visit Berlin.", "visit", "positive", "future", "is"),
    ("The president is going to resign.", "resign", "positive", "future", "going"),
    ("The rebels promised to free the hostages.", "free", "positive", "future", "promised"),
    ("The rebels promised that they would free the hostages.", "free", "positive", "future", "promised"),
    ("Parliament plans to ban the party.", "ban", "positive", "future", "plans"),
    ("Separatists threatened to blow up the dam.", "blow", "positive", "future", "threatened"),
    ("The general has decided to begin the operation.", "begin", "positive", "future", "decided"),
    ("The government said it would deploy troops.", "deploy", "positive", "future", "would"),
    ("The rebels said they would not disarm.", "disarm", "negative", "future", "not"),
    ("The two countries do not plan to reopen the border.", "reopen", "negative", "future", "plan"),
    ("Police used tear gas to clear the barricades.", "clear", "positive", "future", "to"),
    ("The planned invasion worries the neighbours.", "invasion", "positive", "future", "planned"),
    ("The threat of an invasion worries the neighbours.", "invasion", "positive", "future", "threat"),
    ("The strike is expected to paralyse the ports.", "paralyse", "positive", "future", "expected"),
    ("Workers are about to occupy the plant.", "occupy", "positive", "future", "about"),
    ("The minister arrives tomorrow and meets the rebels.", "arrives", "positive", "future", "tomorrow"),
    ("The chief said that she would invade the island six years later.", "invade", "positive", "future", "would"),
    ("The junta, which had threatened two towns with bombardment, withdrew.", "bombardment", "positive", "future", "threatened"),
    ("The union has called a march for Sunday.", "march", "positive", "future", "called"),
    (
        "Both have agreed to stop the war, disarm the militias within a week and let convoys pass.",
        "disarm",
        "positive",
        "future",
        "agreed",
    ),
    # open
    ("Had the police arrested the killers, the village would be quiet.", "arrested", "positive", "hypothetical", "Had"),
    (
        "Had the courts ordered tests, as the law obliges them to, the truth would be known.",
        "ordered",
        "positive",
        "hypothetical",
        "Had",
    ),
    ("The king has not said whether he will abdicate.", "abdicate", "positive", "hypothetical", "whether"),
    ("Guards would have to shoot all of us.", "shoot", "positive", "hypothetical", "would"),
    ("His sister would invade the island.", "invade", "positive", "hypothetical", "would"),
    ("If the army shelled the town, it broke the truce.", "shelled", "positive", "hypothetical", "If"),
    ("Unless the junta frees the editor, the talks are over.", "frees", "positive", "hypothetical", "Unless"),
    ("The army could attack at any time.", "attack", "positive", "hypothetical", "could"),
    ("The rebels may have killed the priest.", "killed", "positive", "hypothetical", "may"),
    ("Neighbours fear that the militia will return.", "return", "positive", "hypothetical", "fear"),
    ("In case of war the villagers leave.", "war", "positive", "hypothetical", "case"),
    ("The law allows police to search homes.", "search", "positive", "hypothetical", "allows"),
    ("The missile is able to strike the capital.", "strike", "positive", "hypothetical", "able"),
    ("Rebels tried to seize the airport.", "seize", "positive", "hypothetical", "tried"),
    ("The ministry did not say that troops had left.", "left", "positive", "hypothetical", "not"),
    ("It is possible that rebels shelled the port.", "shelled", "positive", "hypothetical", "possible"),
    ("Perhaps the rebels blew up the bridge.", "blew", "positive", "hypothetical", "Perhaps"),
    ("He acted as if the police had beaten him.", "beaten", "positive", "hypothetical", "if"),
    ("Provided that the rebels disarm, the talks go on.", "disarm", "positive", "hypothetical", "Provided"),
    ("It is unlikely that the king will abdicate.", "abdicate", "negative", "hypothetical", "unlikely"),
    # demanded, ordered, wished
    ("The colonel ordered his men to shoot.", "shoot", "positive", "directive", "ordered"),
    ("The opposition urged the president to resign.", "resign", "positive", "directive", "urged"),
    ("The envoy called for a ceasefire.", "ceasefire", "positive", "directive", "called"),
    ("The envoy called on both sides to stop the bombardment.", "stop", "positive", "directive", "called"),
    ("Farmers demanded that the minister resign.", "resign", "positive", "directive", "demanded"),
    ("The council insisted that the camp be closed.", "closed", "positive", "directive", "insisted"),
    ("Widows want the army to leave.", "leave", "positive", "directive", "want"),
    ("The bishop hopes that the rebels free the nuns.", "free", "positive", "directive", "hopes"),
    ("The junta must release the editor.", "release", "positive", "directive", "must"),
    ("The troops have to leave the island.", "leave", "positive", "directive", "have"),
    ("Freeze the money now.", "Freeze", "positive", "directive", "Freeze"),
    ("Do not shoot the prisoners.", "shoot", "negative", "directive", "not"),
    ("Let us march on the palace.", "march", "positive", "directive", "Let"),
    ("The court forbade them to leave the country.", "leave", "negative", "directive", "forbade"),
    ("The demand for an inquiry grew.", "inquiry", "positive", "directive", "demand"),
    ("No order to shoot was given.", "shoot", "negative", "directive", "order"),
    ("Free the prisoners and end the siege!", "end", "positive", "directive", "Free"),
    ("“Free the miners and open the gates,” he shouted.", "open", "positive", "directive", "Free"),
    ("Free the miners of Karag, put the judges on trial and resign.", "put", "positive", "directive", "put"),
    ("The city should stop fining the poor and open the shelters.", "open", "positive", "directive", "should"),
    ("Do not send tanks, do not bomb the bridges.", "bomb", "negative", "directive", "not"),
    # asked
    ("Will the army withdraw?", "withdraw", "positive", "asked", "?"),
    ("Who ordered the massacre?", "ordered", "positive", "asked", "?"),
    ("Did anyone help the miners who were killed by police?", "killed", "positive", "asserted", None),
    ("Have they not bombed enough villages?", "bombed", "negative", "asked", "?"),
    ("“Did the police fire?” the judge asked.", "fire", "positive", "asked", "?"),
    ("The judge asked whether police had fired.", "fired", "positive", "asked", "asked"),
    ("Mothers wonder if the army buried their sons.", "buried", "positive", "asked", "wonder"),
]


@pytest.mark.parametrize(("sentence", "word", "polarity", "modality", "deciding"), READINGS, ids=[row[0] for row in READINGS])
def test_status_of_event(nlp: Language, sentence: str, word: str, polarity: str, modality: str, deciding: str) -> None:
    status = read(nlp, sentence, word)
    assert (status.polarity, status.modality) == (polarity, modality)
    if deciding:
        assert deciding in [span.text for span in status.words]
    else:
        assert status.words == ()


@pytest.mark.parametrize(
    ("sentence", "word", "certainty", "deciding"),
    [
        ("Rebels reportedly executed two monks.", "executed", "low", "reportedly"),
        ("The general allegedly ordered the massacre.", "ordered", "low", "allegedly"),
        ("The general is said to have ordered the massacre.", "ordered", "low", "said"),
        ("The alleged attack killed nobody.", "attack", "low", "alleged"),
        ("The army certainly shelled the market.", "shelled", "high", "certainly"),
        ("The court confirmed that police had shot the boy.", "shot", "high", "confirmed"),
        ("The general said that he ordered the raid.", "ordered", None, ""),
    ],
)
def test_certainty_comes_from_words_alone(nlp: Language, sentence: str, word: str, certainty: str | None, deciding: str) -> None:
    status = read(nlp, sentence, word)
    assert (status.polarity, status.modality, status.certainty) == ("positive", "asserted", certainty)
    assert not deciding or deciding in [span.text for span in status.words]


@pytest.mark.parametrize(
    ("sentence", "word", "polarity", "modality"),
    [
        ("The rebels threatened to march but withdrew.", "withdrew", "positive", "asserted"),
        ("The court invites anyone who has seen the attack.", "seen", "positive", "asserted"),
        ("The army did not fire but withdrew.", "withdrew", "positive", "asserted"),
        ("Police, who had shot two boys, will testify.", "shot", "positive", "asserted"),
        ("The army will hunt those who bombed the mosque.", "bombed", "positive", "asserted"),
        ("The minister will condemn the attack.", "attack", "positive", "asserted"),
        ("The minister did not condemn the attack.", "attack", "positive", "asserted"),
        ("He promised to resign after police beat the strikers.", "beat", "positive", "asserted"),
        ("Why did the men who killed the mayor go free?", "killed", "positive", "asserted"),
    ],
)
def test_scope_ends_where_a_reader_ends_it(nlp: Language, sentence: str, word: str, polarity: str, modality: str) -> None:
    status = read(nlp, sentence, word)
    assert (status.polarity, status.modality) == (polarity, modality)


def test_negation_inside_the_trigger_belongs_to_the_name(nlp: Language) -> None:
    doc = nlp("The two parties would not negotiate.")
    assert status_of(doc, 5).polarity == "negative"
    assert status_of(doc, 5, (3, 4, 5)).plain


@pytest.mark.parametrize("example", load("status")["examples"], ids=lambda example: example[0])
def test_lexicon_examples(nlp: Language, example: list[str]) -> None:
    sentence, word, polarity, modality = example
    status = read(nlp, sentence, word)
    assert (status.polarity, status.modality) == (polarity, modality)


def test_questions_reach_from_their_start_to_the_mark(nlp: Language) -> None:
    doc = nlp("The army left. Has it? “Why now?” she said.")
    assert [doc[start : end + 1].text for start, end in questions(doc)] == ["Has it?", "Why now?"]


def test_component_is_optional_and_changes_nothing(nlp: Language) -> None:
    sentence = "The army will not withdraw."
    plain, prepared = nlp(sentence), prepare(nlp(sentence))
    assert prepared._.status_notes is not None
    assert status_of(plain, 4) == status_of(prepared, 4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(
        st.sampled_from(
            [
                "if",
                "?",
                "not",
                "police",
                "fired",
                "\n\n",
                "“",
                "to",
                "deny",
                "that",
                "1979",
                "years ago",
                "🙂",
                "\u202e",
                "no",
                "n't",
                "will",
                ",",
                "and",
                ":",
                "let",
            ]
        ),
        min_size=1,
        max_size=14,
    ).map(" ".join)
    | st.text(max_size=40)
)
def test_odd_text_gives_a_status_with_exact_words(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for token in doc:
        for word in status_of(doc, token.i, (token.i,)).words:
            word.check(text)
