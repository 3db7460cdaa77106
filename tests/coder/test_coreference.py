"""Who is meant: short forms, acronyms, descriptions and pronouns; and where nobody is meant for certain."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.actors import actor_of, same_entity
from allegedly.coder.parts import Attributed, Mention


def mention(doc: Doc, words: str, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = doc.text.index(words, start + 1)
    span = doc.char_span(start, start + len(words), alignment_mode="expand")
    assert span is not None
    return Mention(span.start, span.end, span.root.i)


def name(nlp: Language, text: str, words: str, nth: int = 0) -> str | None:
    doc = nlp(text)
    return actor_of(doc, mention(doc, words, nth)).name


# -- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "nth", "expected"),
    [
        ("President Amadou Keita spoke. Keita promised reforms.", "Keita", 1, "Amadou Keita"),
        ("Keita promised reforms. President Amadou Keita spoke for an hour.", "Keita", 0, "Amadou Keita"),
        ("Mr. Keita left. Amadou Keita was tired.", "Keita", 0, "Amadou Keita"),
        ("Dana-Maria Ilie won. Ilie thanked her voters.", "Ilie", 1, "Dana-Maria Ilie"),
        ("The Lakes Development Union (LDU) met in Kigali. The LDU urged calm.", "LDU", 1, "Lakes Development Union"),
        ("The National Workers Federation (NAWOF) met. NAWOF urged calm.", "NAWOF", 1, "National Workers Federation"),
        ("Juan Soto and Carla Soto argued. Carla wept. Soto apologised.", "Soto", 2, "Juan Soto"),
        ("The Rural Supply Federation (RSF) met. The army blamed the RSF.", "RSF", 1, "Rural Supply Federation"),
        ("Officials met Rolf Bunting in Oslo. Bunting, 61, has denied that he lied.", "Bunting", 1, "Rolf Bunting"),
    ],
)
def test_short_forms_get_the_fullest_name(nlp: Language, text: str, words: str, nth: int, expected: str) -> None:
    assert name(nlp, text, words, nth) == expected


def test_a_family_name_means_who_was_named_first_and_most(nlp: Language) -> None:
    text = "Juan Soto spoke. Juan Soto and his rival Carla Soto argued. “Juan is a liar,” she said. Soto apologised."
    assert name(nlp, text, "Soto", 3) == "Juan Soto"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nurbolat Saparbayev opened the dam. On Monday Saparbaev left.", "Saparbaev"),
        ("Dmitry Zhovtenko opened the dam. On Monday Dmitri Jovtenko left.", "Dmitri Jovtenko"),
        ("Yevgeny Zhovtis opened the dam. On Monday E. Zhovtis left.", "E. Zhovtis"),
    ],
)
def test_two_spellings_of_one_name_are_one_person(nlp: Language, text: str, words: str) -> None:
    doc = nlp(text)
    first = text.split(" opened")[0]
    assert same_entity(doc, mention(doc, first), mention(doc, words))


def test_other_given_names_are_other_persons(nlp: Language) -> None:
    text = "Nurbolat Saparbayev opened the dam. On Monday Zarina Saparbaev left."
    doc = nlp(text)
    assert not same_entity(doc, mention(doc, "Nurbolat Saparbayev"), mention(doc, "Zarina Saparbaev"))


def test_a_family_name_that_two_share_stays_as_written(nlp: Language) -> None:
    text = "Juan Soto met Carla Soto in Quito. Soto apologised."
    assert name(nlp, text, "Soto", 2) == "Soto"


def test_a_titled_family_name_is_not_lent_to_a_relative_without_the_title(nlp: Language) -> None:
    text = "President Keita flew home. His daughter Fatima Keita stayed. President Keita spoke."
    assert name(nlp, text, "Fatima Keita") == "Fatima Keita"
    assert name(nlp, text, "Keita", 2) == "Keita"


def test_a_country_has_one_name_under_all_its_names(nlp: Language) -> None:
    doc = nlp("The United States sent an envoy. Later the U.S. closed its embassy.")
    assert actor_of(doc, mention(doc, "the U.S.")).name == "United States"


def test_names_in_headings_are_those_of_the_text(nlp: Language) -> None:
    text = "Keita Promises Sweeping Prison Reforms\n\nPresident Amadou Keita spoke on Monday."
    assert name(nlp, text, "Keita") == "Amadou Keita"


# -- descriptions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Interior Minister Lena Brandt denied it. Later the minister left.", "the minister", "Lena Brandt"),
        ("President Amadou Keita flew home. The head of state was ill.", "The head of state", "Amadou Keita"),
        ("Ana Lund spoke. Police arrested Ms Lund.", "Ms Lund", "Ana Lund"),
        ("Sen. Paul Reeve voted no. The senator gave no reason.", "The senator", "Paul Reeve"),
        ("The Lakes Development Union met in Kigali. The union urged calm.", "The union", "Lakes Development Union"),
        ("Open Door, a local rights group, counted the dead. The group blamed the army.", "The group", "Open Door"),
        ("The Transport Minister, Rosa Quiroga, accused the drivers.", "The Transport Minister", "Rosa Quiroga"),
        ("Democratic nominee Ellen Marsh spoke. The Democratic nominee wept.", "The Democratic nominee", "Ellen Marsh"),
    ],
)
def test_a_definite_description_with_one_candidate_is_resolved(nlp: Language, text: str, words: str, expected: str) -> None:
    assert name(nlp, text, words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Minister Lena Brandt met Minister Omar Haddad. The minister left early.", "The minister"),
        ("Minister Lena Brandt spoke. The former minister left early.", "The former minister"),
        (
            "President Amadou Keita spoke. The Peruvian president and Malian President Modibo Sow listened.",
            "The Peruvian president",
        ),
        ("Malian President Modibo Sow spoke. The Peruvian president listened.", "The Peruvian president"),
        ("Minister Lena Brandt spoke. The North's minister left early.", "The North's minister"),
        ("Harvest candidate Lena Brandt spoke. The Progress candidate left early.", "The Progress candidate"),
        ("Minister Lena Brandt spoke. A minister left early.", "A minister"),
        ("Minister Lena Brandt spoke. The doctor left early.", "The doctor"),
    ],
)
def test_any_other_description_stays_as_written(nlp: Language, text: str, words: str) -> None:
    found = name(nlp, text, words)
    assert found != "Lena Brandt"
    assert found != "Modibo Sow"


def test_a_description_with_a_name_in_it_gives_the_short_one_its_words(nlp: Language) -> None:
    text = "The Keita administration raised taxes. The administration denied it."
    assert name(nlp, text, "The administration") == "The Keita administration"


# -- pronouns ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "nth", "expected"),
    [
        ("Lena Brandt said she would resign.", "she", 0, "Lena Brandt"),
        ("The African Union said it was ready to send observers.", "it", 0, "African Union"),
        ("The Marsh Front said it was behind the bombing.", "it", 0, "Marsh Front"),
        ("The government resigned, but rioters stormed the ministry and set it on fire.", "it", 0, "the ministry"),
        ("The government resigned, but rioters stormed the bridge and set it on fire.", "it", 0, "the bridge"),
        ("Peru's army says it struck a camp.", "it", 0, "Peru's army"),
        ("The troops said it was near.", "it", 0, None),
        ("The African Union said it was clear that police had fired.", "it", 0, None),
        ("Rebels abducted six nurses on Monday. They were also beaten.", "They", 0, "six nurses"),
        ("Police arrested two students. They were freed on Friday.", "They", 0, "two students"),
        ("Rebels attacked the camp. They were driven back by troops.", "They", 0, "Rebels"),
        ("Amadou Keita flew home on Friday. He was ill.", "He", 0, "Amadou Keita"),
        ("Amadou Keita met Lena Brandt. She smiled.", "She", 0, "Lena Brandt"),
        ("Police stormed the hall. They arrested two men.", "They", 0, "Police"),
        ("The soldiers who fired on the crowd were tried.", "who", 0, "The soldiers"),
        ("Amadou Keita was ill. His resignation surprised Omar Haddad. He flew home.", "He", 0, "Amadou Keita"),
        ("Modibo Sow called Omar Haddad. Amadou Keita's adviser wept. He was ill.", "He", 0, "Amadou Keita's adviser"),
        ("Amadou Keita defended himself.", "himself", 0, "Amadou Keita"),
        ("Modibo Sow turned on Omar Haddad, calling him a thief.", "him", 0, "Omar Haddad"),
        ("Norway signed the treaty, and it sent ships.", "it", 0, "Norway"),
        ("Norway and Peru, which had met, said they might leave.", "they", 0, "Norway and Peru"),
        ("Lena Brandt and Omar Haddad met on Monday. They shook hands.", "They", 0, "Lena Brandt and Omar Haddad"),
        ("Amadou Keita resigned. In his letter, Omar Haddad thanked the union.", "his", 0, "Omar Haddad"),
        ("Amadou Keita resigned. After his return, Omar Haddad thanked the union.", "his", 0, "Amadou Keita"),
        ("Before her arrest, Lena Brandt fled.", "her", 0, "Lena Brandt"),
        ("“We hid,” said Amina, a midwife who lost her sister.", "her", 0, "Amina"),
    ],
)
def test_a_pronoun_means_whom_a_reader_is_sure_of(nlp: Language, text: str, words: str, nth: int, expected: str) -> None:
    assert name(nlp, text, words, nth) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He was ill.", "He"),
        ("Amadou Keita told him the truth.", "him"),
        ("A friend of Modibo Sow met the brother of Amadou Keita. On Friday he was ill.", "he"),
        ("Norway signed the treaty. It was raining.", "It"),
        ("Lena Brandt spoke. They left.", "They"),
        ("Soldiers led Amadou Keita past Modibo Sow. Later he wept.", "he"),
        ("Soldiers led Amadou Keita past Modibo Sow because he wept.", "he"),
        ("“They trust Lena Brandt,” she said.", "she"),
        ("He borrowed money from Amadou Keita and he never paid.", "he"),
        ("Lena Brandt spoke. He left.", "He"),
        ("The council signed the pact, and the union was not invited. It freed the miners.", "It"),
        ("The plan upset the council. It freed the miners.", "It"),
        ("The army lost ten men. Did Lena Brandt ever thank their widows? Did Omar Haddad apologise to them?", "them"),
        ("Omar Haddad was shot. The militia, led by General Amadou Keita, denied that its men had hit him.", "him"),
        ("“He lied,” spokeswoman Dana Pike said.", "He"),
    ],
)
def test_a_pronoun_that_leaves_doubt_stays_as_written(nlp: Language, text: str, words: str) -> None:
    assert name(nlp, text, words) is None


def quoted(doc: Doc, source: str, content: str, nth: int = 0) -> Attributed:
    start = doc.text.index(content)
    span = doc.char_span(start, start + len(content), alignment_mode="expand")
    assert span is not None
    return Attributed(mention(doc, source, nth), (), ((span.start, span.end),), manner="direct")


def test_i_in_a_quotation_is_whoever_is_quoted(nlp: Language) -> None:
    doc = nlp("“I never gave that order,” Lena Brandt said.")
    doc._.attributed = [quoted(doc, "Lena Brandt", "I never gave that order")]
    assert actor_of(doc, mention(doc, "I")).name == "Lena Brandt"


def test_we_is_a_body_but_not_a_single_person(nlp: Language) -> None:
    doc = nlp("“We buried eleven people,” the ministry said. “We will win,” Lena Brandt said.")
    doc._.attributed = [quoted(doc, "the ministry", "We buried eleven people"), quoted(doc, "Lena Brandt", "We will win")]
    assert actor_of(doc, mention(doc, "We")).name == "the ministry"
    assert actor_of(doc, mention(doc, "We", 1)).name is None


def test_we_of_a_spokesman_is_the_body_he_speaks_for(nlp: Language) -> None:
    doc = nlp("“We tried to help,” a spokesman for the militia said.")
    doc._.attributed = [quoted(doc, "a spokesman for the militia", "We tried to help")]
    assert actor_of(doc, mention(doc, "We")).name == "the militia"


def test_he_in_a_quotation_is_not_the_one_who_is_quoted(nlp: Language) -> None:
    doc = nlp("Amadou Keita was calm. “He lied to us,” Keita said.")
    doc._.attributed = [quoted(doc, "Keita", "He lied to us", 1)]
    assert actor_of(doc, mention(doc, "He")).name is None


def test_who_is_told_about_and_who_is_quoted_about_are_kept_apart(nlp: Language) -> None:
    text = "Opposition parties walked out. “They just fired,” a shopkeeper said."
    assert name(nlp, text, "They") is None


def test_many_mentions_cost_little_more_than_few(nlp: Language) -> None:
    doc = nlp("The minister met a minister and the union. " * 300)
    assert actor_of(doc, mention(doc, "The minister")).sector == "GOV"
