"""Actors: names, countries, sectors and titles of single noun phrases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder import lexicon
from allegedly.coder.actors import actor_of, entities_of, same_entity, source_of
from allegedly.coder.coder import Coder
from allegedly.coder.dates import find_timexes
from allegedly.coder.parts import Mention
from allegedly.coder.phrases import phrase
from allegedly.coder.sectors import called, noun_at, plural_of, sectors_of, title_key
from allegedly.model import Actor, make_article


def mention(doc: Doc, words: str, nth: int = 0) -> Mention:
    """The ``nth`` occurrence of ``words`` as a mention."""
    start = -1
    for _ in range(nth + 1):
        start = doc.text.index(words, start + 1)
    span = doc.char_span(start, start + len(words), alignment_mode="expand")
    assert span is not None
    return Mention(span.start, span.end, span.root.i)


def who(nlp: Language, text: str, words: str, nth: int = 0) -> Actor:
    doc = nlp(text)
    return actor_of(doc, mention(doc, words, nth))


@pytest.mark.parametrize("example", lexicon.load("actors")["examples"], ids=lambda example: example["phrase"])
def test_examples_of_the_lexicon(nlp: Language, example: dict[str, object]) -> None:
    doc = nlp(f"Today {example['phrase']} left.")
    found = actor_of(doc, mention(doc, str(example["phrase"])))
    assert list(found.sectors) == example["sectors"]


def test_every_also_called_word_is_a_known_noun() -> None:
    raw = lexicon.load("actors")
    nouns = {word for group in raw["nouns"] for word in group["words"]}
    assert {word for word in raw["also_called"] if word not in nouns} == set()


def test_text_and_offsets_are_those_of_the_mention(nlp: Language) -> None:
    text = "In Lima, the “Peruvian” police 🚓 arrested two nurses."
    found = who(nlp, text, "two nurses")
    assert found.text == "two nurses"
    assert found.start is not None
    assert text[found.start : found.end] == "two nurses"


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("Kenyan police dispersed the crowd.", "Kenyan police", "KEN", "COP"),
        ("Peru's parliament rejected the bill.", "Peru's parliament", "PER", "LEG"),
        ("The Kremlin denied the report.", "The Kremlin", "RUS", "GOV"),
        ("The Pentagon denied the report.", "The Pentagon", "USA", "MIL"),
        ("The president of France met the miners.", "The president of France", "FRA", "GOV"),
        ("Rebels in Chad seized the town.", "Rebels", "TCD", "REB"),
        ("A group based in Mali claimed the raid.", "A group", "MLI", None),
        ("The Khartoum government closed the border.", "The Khartoum government", "SDN", "GOV"),
        ("NATO officials praised the deal.", "NATO officials", "IGO", "GOV"),
        ("Norway signed the treaty.", "Norway", "NOR", "GOV"),
        ("Moscow said the talks had failed.", "Moscow", "RUS", "GOV"),
        ("The shells fell on Moscow at night.", "Moscow", "RUS", None),
        ("Lyon cheered the strikers.", "Lyon", None, None),
        ("Gunmen attacked the convoy.", "Gunmen", None, "UAF"),
        ("President Museveni opened the dam.", "President Museveni", "UGA", "GOV"),
        ("Kurmanbek Bakiev fled at night.", "Kurmanbek Bakiev", "KGZ", None),
        ("Museveni the baker sold bread.", "Museveni", None, None),
        ("The baker Ian Khama sold bread to a nurse.", "a nurse", None, "MED"),
        ("Premier Oskar Lindqvist thanked the Danish miners.", "Premier Oskar Lindqvist", "DNK", "GOV"),
        ("Taliban fighters burned the school.", "Taliban fighters", "AFG", "UAF"),
        ("Students marched throughout Peru.", "Students", None, "EDU"),
        ("Soldiers marched throughout Peru.", "Soldiers", None, "MIL"),
        ("The shells killed two nurses in Chad.", "two nurses", None, "MED"),
        ("Followers of President Museveni threw stones.", "Followers of President Museveni", "UGA", "GOV"),
        ("The Armenians of southern Georgia asked for schools.", "The Armenians of southern Georgia", "GEO", None),
        ("Farmers of the Syrian Golan Heights went on strike.", "Farmers of the Syrian Golan Heights", "SYR", "AGR"),
        ("Norway thanked Azerbaidjan for the offer.", "Azerbaidjan", "AZE", "GOV"),
        ("Opposition leaders demanded a recount.", "Opposition leaders", None, "OPP"),
        ("The party's leaders met in secret.", "The party's leaders", None, "PTY"),
        ("Journalists were beaten.", "Journalists", None, "JRN"),
        ("The judge freed the miners.", "the miners", None, "LAB"),
        (
            "Ethnic Albanian guerrillas fired on the patrol, ethnic Albanian guerrillas.",
            "ethnic Albanian guerrillas",
            None,
            "REB",
        ),
    ],
)
def test_country_and_sector_come_from_the_words(
    nlp: Language, text: str, words: str, country: str | None, sector: str | None
) -> None:
    found = who(nlp, text, words)
    assert (found.country, found.sector) == (country, sector)


def test_a_title_gives_office_country_and_sector(nlp: Language) -> None:
    found = who(nlp, "Bolivian Foreign Minister Teresa Quispe rejected the offer.", "Teresa Quispe")
    assert found.name == "Teresa Quispe"
    assert found.country == "BOL"
    assert found.sector == "GOV"
    assert found.title == "Bolivian Foreign Minister"


def test_a_title_in_small_letters_counts_too(nlp: Language) -> None:
    found = who(nlp, "Troops captured rebel leader Sam Oduya on Sunday.", "Sam Oduya")
    assert (found.name, found.sector, found.title) == ("Sam Oduya", "REB", "rebel leader")


def test_an_apposition_gives_office_and_sector(nlp: Language) -> None:
    found = who(nlp, "Ines Carvalho, the finance minister, resigned.", "Ines Carvalho")
    assert found.sector == "GOV"
    assert found.title == "finance minister"


def test_a_plain_group_has_no_name(nlp: Language) -> None:
    assert who(nlp, "Two shopkeepers were arrested.", "Two shopkeepers").name is None


def test_a_dominant_country_is_that_of_bare_national_bodies(nlp: Language) -> None:
    text = "Ghana votes on Sunday. Ghana has waited long, Ghanaians say. Parliament passed the law and police guard the booths."
    assert who(nlp, text, "police").country == "GHA"
    assert who(nlp, text, "Parliament").country == "GHA"


def test_two_countries_leave_national_bodies_open(nlp: Language) -> None:
    text = "Ghana and Togo vote on Sunday. Ghana waited long, Togo longer. Ghana hopes. Police guard the booths."
    assert who(nlp, text, "Police").country is None


def test_a_statement_speaks_for_its_owner(nlp: Language) -> None:
    doc = nlp("Amara Diallo left the room. Her statement said the vote was stolen.")
    assert source_of(doc, mention(doc, "Her statement"))[0] == "Amara Diallo"


def test_source_has_name_country_and_sector(nlp: Language) -> None:
    doc = nlp("Chilean Senator Rosa Fuentes said the mine was closed. Fuentes denied the rest.")
    assert source_of(doc, mention(doc, "Fuentes", 1)) == ("Rosa Fuentes", "CHL", "LEG")


def test_same_entity_tells_apart(nlp: Language) -> None:
    doc = nlp("Senator Rosa Fuentes met Pablo Ortiz. Fuentes left early.")
    rosa, pablo, short = mention(doc, "Rosa Fuentes"), mention(doc, "Pablo Ortiz"), mention(doc, "Fuentes", 1)
    assert same_entity(doc, rosa, short)
    assert not same_entity(doc, rosa, pablo)


def test_entities_are_found_once(nlp: Language) -> None:
    doc = nlp("Police left.")
    assert entities_of(doc) is entities_of(doc)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("party", "parties"),
        ("policeman", "policemen"),
        ("chief of staff", "chiefs of staff"),
        ("boss", "bosses"),
        ("boy", "boys"),
    ],
)
def test_plurals_by_rule(one: str, many: str) -> None:
    assert plural_of(one) == many


def test_short_titles_mean_their_noun() -> None:
    assert title_key("Sen.") == "senator"
    assert title_key("Lt. Gen.") == "lieutenant general"
    assert "lawmaker" in called("senator")


def test_the_longest_phrase_wins() -> None:
    lower = ["the", "prime", "minister"]
    noun, begin = noun_at(lower, 2, 0)
    assert noun is not None
    assert (noun.word, begin) == ("prime minister", 1)
    assert sectors_of(["officials"], 0, 0, 1) == ("GOV",)


ODD = st.text(st.sampled_from("Aa Bb.,-’'“”\"«»()[]\n\t0 9é🙂\u202e\u0000Ωж—/&"), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD)
def test_odd_text_is_data(nlp: Language, text: str) -> None:
    doc = nlp(text + " The minister said he saw them, “I did” " + text)
    for token in doc:
        found = actor_of(doc, phrase(token))
        assert found.start is not None
        assert doc.text[found.start : found.end] == found.text
        assert found.name is None or found.name.strip()


def test_an_empty_text_has_no_entities(nlp: Language) -> None:
    assert entities_of(nlp("")).found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army killed 26 “armed criminals” in the hills.", "26 “armed criminals”"),
        ('The army killed nine "bandits".', 'nine "bandits"'),
        ("The army killed the “criminals of Lima”.", "the “criminals of Lima”"),
        ("He said: “The army killed nine bandits”.", "nine bandits"),
    ],
)
def test_a_phrase_with_an_opening_quotation_mark_takes_the_closing_one(nlp: Language, text: str, expected: str) -> None:
    doc = nlp(text)
    killed = next(token for token in doc if token.text == "killed")
    found = phrase(next(child for child in killed.rights if child.dep_ == "dobj"))
    assert doc[found.start : found.end].text == expected


@pytest.mark.parametrize("published", ["", "03-04-2009", "２０２２-01-01", "soon"])
def test_an_odd_day_of_publication_is_no_year(nlp: Language, published: str) -> None:
    doc = nlp.make_doc("President Banda opened the dam.")
    doc._.article = make_article(doc.text, published=published, language="en")
    assert entities_of(nlp(doc)).found[0].name == "Banda"


def test_the_holder_of_an_office_at_the_time_is_named(nlp: Language) -> None:
    text = "In 2012 the then British prime minister met the miners. In 2016 the then British prime minister left."
    doc = nlp(text)
    doc._.timexes = find_timexes(text, "2020-05-05", doc=doc)
    first, second = (actor_of(doc, mention(doc, "the then British prime minister", n)) for n in (0, 1))
    assert (first.name, first.country) == ("David Cameron", "GBR")
    assert second.name is None  # the office changed hands that year


def test_then_before_a_named_office_changes_nothing(nlp: Language) -> None:
    found = who(nlp, "Then-President Hifikepunye Pohamba opened the dam.", "Hifikepunye Pohamba")
    assert (found.name, found.country, found.sector) == ("Hifikepunye Pohamba", "NAM", "GOV")


def test_letters_that_two_bodies_share_mean_the_one_that_the_article_names(nlp: Language) -> None:
    text = "Fighters of the Rapid Support Forces left. The RSF denied it."
    assert who(nlp, text, "The RSF").name == "Rapid Support Forces"
    alone = who(nlp, "The RSF denied it.", "The RSF")
    assert (alone.country, alone.sector) == (None, None)


@pytest.mark.parametrize("capital", ["Khartoum", "Juba"])
def test_a_capital_that_the_tagger_takes_for_a_person_is_its_government(nlp: Language, capital: str) -> None:
    doc = nlp(f"{capital} rejected the plan.")
    assert [entity.label_ for entity in doc.ents] == ["PERSON"], "the fault that is mended"
    assert actor_of(doc, mention(doc, capital)).sector == "GOV"


def test_a_first_name_that_is_a_capital_stays_a_person(nlp: Language) -> None:
    assert who(nlp, "Professor Sofia Petrova left.", "Sofia Petrova").sector != "GOV"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder("en", screen=False)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Talks were held in Geneva. President Bodar ordered an attack.", None),
        ("Talks were held in Switzerland. President Bodar ordered an attack.", "CHE"),
        ("The Government of Norland ordered an attack.", None),
        ("The Government of Norway ordered an attack.", "NOR"),
        ("The Government of California ordered an attack.", "USA"),
    ],
)
def test_a_town_alone_tells_nobody_s_country(coder: Coder, text: str, country: str | None) -> None:
    first = coder.read(text)._.sayings[-1]
    assert [one.country for one in first.event.actors] == [country]


def test_a_generation_is_no_general(coder: Coder) -> None:
    (saying,) = coder.read("Gen Z took to the streets.")._.sayings
    assert [(one.name, one.sector) for one in saying.event.actors] == [("Gen Z", None)]


def test_an_age_is_no_part_of_the_name_of_a_source(coder: Coder) -> None:
    (saying,) = coder.read("Ana Lund, 54, who leads the union, said police had shot two men.")._.sayings
    assert [one.text for one in saying.source] == ["Ana Lund"]


def test_what_is_fired_together_is_fired_once(coder: Coder) -> None:
    sayings = coder.read("Police fired live rounds, rubber bullets and tear gas at marchers.")._.sayings
    assert [one.event.trigger.text for one in sayings] == ["fired live rounds"]


def test_a_sheikh_is_no_preacher_by_that_name_alone() -> None:
    (arrest,) = Coder(screen=False).code(make_article("Police arrested Sheikh Tamim Duarte."))
    assert [party.sector for party in arrest.event.recipients] == [None]


@pytest.mark.parametrize("named", ["known as", "named", "identified as", "called"])
def test_what_somebody_is_called_is_his_name(named: str) -> None:
    (arrest,) = Coder(screen=False).code(make_article(f"Police arrested a commander {named} Farid Tamar."))
    assert [(party.text, party.name) for party in arrest.event.recipients] == [("a commander", "Farid Tamar")]


@pytest.mark.parametrize(
    ("sentence", "name", "sector"),
    [
        ("The Secretary-General condemned Peru.", None, None),
        ("The Attorney-General condemned Peru.", None, "JUD"),
        ("Attorney-General Ana Lund condemned Peru.", "Ana Lund", "JUD"),
        ("Men of the Tolno militia condemned Peru.", None, "PRM"),
        ("Men of the village condemned Peru.", None, "CVL"),
    ],
)
def test_hyphens_in_an_office_and_men_of_a_body(sentence: str, name: str | None, sector: str | None) -> None:
    (blame,) = Coder(screen=False).code(make_article(sentence))
    assert [(party.name, party.sector) for party in blame.event.actors] == [(name, sector)]


@pytest.mark.parametrize(("where", "country"), [("Niger state", None), ("Niger", "NER")])
def test_a_province_called_like_a_country_is_not_that_country(where: str, country: str | None) -> None:
    (raid,) = Coder(screen=False).code(make_article(f"Gunmen attacked a Catholic school in {where}."))
    assert [party.country for party in raid.event.recipients] == [country]
