"""Names of places, which place they mean, and where an event happened."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.coder.lexicon import load
from allegedly.coder.places import find_places, place_of, places_of, resolve_places

EXAMPLES = load("places")["examples"]


def where(nlp, text, word, trigger=()):
    """The place of the event that ``word`` in ``text`` names."""
    doc = nlp(text)
    head = next(token.i for token in doc if token.text == word)
    own = [token.i for token in doc if token.text in trigger]
    return place_of(doc, head, find_places(doc), own)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["text"] for example in EXAMPLES])
def test_examples_of_the_lexicon_hold(nlp, example):
    found = [mention.text for mention in find_places(nlp(example["text"])) if not mention.is_demonym]
    assert found == example["places"]


def test_adjectives_are_mentions_of_the_state_and_marked(nlp):
    mention = find_places(nlp("Kazakh soldiers cleared the road."))[0]
    assert (mention.text, mention.is_demonym, mention.place.country) == ("Kazakh", True, "KAZ")


def test_a_province_behind_the_name_settles_which_town_is_meant(nlp):
    first, second = find_places(nlp("A storm damaged houses in Athens, Georgia, overnight."))
    assert (first.place.admin1, first.place.country) == ("Georgia", "USA")
    assert (second.place.precision, second.place.country) == ("province", "USA")


def test_the_outlet_settles_which_town_is_meant(nlp):
    doc = nlp("A fire broke out in a barn near Richmond on Friday.")
    assert places_of(doc, domain="richmondregister.com")[0].admin1 == "Kentucky"
    assert places_of(doc, domain="richmond.com")[0].admin1 == "Virginia"


def test_a_town_is_preferred_to_the_province_named_after_it(nlp):
    assert find_places(nlp("Shots were heard in Almaty at night."))[0].place.precision == "city"


def test_states_and_regions_have_no_point(nlp):
    for place in places_of(nlp("Prices rose in Kazakhstan and across the Middle East.")):
        assert place.lat is None
        assert place.lon is None


def test_a_name_that_the_text_puts_elsewhere_gets_no_point(nlp):
    mention = find_places(nlp("Gunmen attacked a police post in Bakan, Kyrgyzstan, on Sunday."))[0]
    assert (mention.place.text, mention.place.country, mention.place.lat) == ("Bakan", "KGZ", None)


def test_resolve_places_answers_for_every_span(nlp):
    text = "Delegates from Lviv met Estonians in the old hall."
    spans = [(text.index(words), text.index(words) + len(words)) for words in ("Lviv", "Estonians", "old hall")]
    first, second, third = resolve_places(nlp(text), spans)
    assert (first.country, second.country) == ("UKR", "EST")
    assert (third.name, third.lat) == ("old hall", first.lat)  # not known by itself: where the words around it are


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels shelled Kharkiv on Monday.", "shelled", "Kharkiv"),
        ("Soldiers killed five protesters in Almaty on Thursday.", "killed", "Almaty"),
        ("In Aleppo, troops killed five people and arrested ten others.", "arrested", "Aleppo"),
        ("Officials in Moscow said the army had bombed a hospital in Idlib.", "bombed", "Idlib"),
        ("The attack took place near Kabul airport.", "attack", "Kabul"),
        ("The two ministers met in Geneva, Switzerland, to discuss the ceasefire.", "met", "Geneva"),
        ("The shelling of Mariupol continued.", "shelling", "Mariupol"),
        ("Troops withdrew from Kherson.", "withdrew", "Kherson"),
        ("He was killed by a bomb while driving through Baghdad.", "killed", "Baghdad"),
        ("Soldiers opened fire to clear a road in Gitega, killing two men.", "killing", "Gitega"),
        ("The governor put Brest under curfew.", "curfew", "Brest"),
        ("In Brest they were beaten, photographed and released.", "released", "Brest"),
        ("Students rallied outside the embassy.", "rallied", "embassy"),
        ("Gunfire was heard in the Gorvak district of Burundi's capital.", "heard", "Gorvak"),
        ("In the town of Osh, Amnesty International concluded, soldiers shot hundreds of residents.", "shot", "Osh"),
        ("On Sunday the president fled to Rwanda.", "fled", "Rwanda"),
        ("The allies bombed Libya in 2011.", "bombed", "Libya"),
        ("Soldiers burned and looted in the villages of Mali.", "burned", "Mali"),
        ("The strike began in the port of Odesa, where dockers blocked a road.", "blocked", "Odesa"),
        ("Ten thousand people live in Osh. Police shot dead ten strikers there.", "shot", "there"),
        ("They accused the army of killing civilians in Osh.", "killing", "Osh"),
        ("They marched on Minsk.", "marched", "Minsk"),
        ("Soldiers shot at unarmed people on Gorvak Square.", "shot", "Gorvak Square"),
        ("Patrols searched cars at the gates to Minsk.", "searched", "Minsk"),
        ("Strikers blocked the streets of Yerevan.", "blocked", "Yerevan"),
        ("Protesters gathered outside the prime minister's office.", "gathered", "prime minister's office"),
        ("The king ordered surveillance of the border.", "surveillance", "border"),
    ],
)
def test_place_of_an_event(nlp, text, word, expected):
    assert where(nlp, text, word).text == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("MOSCOW (AP) - Police arrested twelve demonstrators on Tuesday.", "arrested"),
        ("Moscow denied that its troops had crossed the border.", "denied"),
        ("Washington accused Beijing of spying.", "accused"),
        ("The president of France visited Rwanda.", "visited"),
        ("Kazakh police arrested ten men.", "arrested"),
        ("Medicine sent from Brazil will be handed out.", "sent"),
        ("The town accepted refugees from Syria.", "accepted"),
        ("He died in hospital.", "died"),
        ("The complicity of Bogotá was plain.", "complicity"),
        ("Washington accused Beijing of spying in Taiwan.", "accused"),
        ("In the town of Osh, Amnesty International concluded, soldiers shot hundreds of residents.", "concluded"),
        ("The president spoke to Rwanda.", "spoke"),
        ("We call on Paris not to punish the people.", "call"),
        ("The union imposed sanctions on Moscow.", "sanctions"),
        ("The allies praised Libya in 2011.", "praised"),
        ("The government in Kabul was not invited.", "invited"),
        ("Nobody was trained in any camp.", "trained"),
        ("The army shot two men in response to the attack.", "shot"),
        ("They accused the army of killing civilians in Osh.", "accused"),
        ("There shots were fired.", "fired"),
        ("The king praised the owner of the bridge.", "praised"),
    ],
)
def test_no_place_where_the_text_gives_the_event_none(nlp, text, word):
    assert where(nlp, text, word) is None


def test_there_keeps_its_word_and_takes_the_place_named_before_it(nlp):
    text = "Ten thousand people live in Osh. Police shot dead ten strikers there."
    place = where(nlp, text, "shot")
    assert (text[place.start : place.end], place.name, place.country) == ("there", "Osh", "KGZ")


def test_the_place_of_a_light_verb_counts_for_its_noun(nlp):
    assert where(nlp, "Police carried out a raid in Lyon.", "raid", ["carried", "raid"]).text == "Lyon"


def test_an_unlisted_district_takes_its_state_from_the_words_around_it(nlp):
    place = where(nlp, "Gunfire was heard in the Gorvak district of Burundi's capital.", "heard")
    assert (place.country, place.precision, place.lat) == ("BDI", "district", None)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from(list("Paris in, U.S.\n\t'’-Ждß🙂́ of the Ga.(")), max_size=80))
def test_odd_text_gives_exact_spans_and_no_error(nlp, text):
    doc = nlp(text)
    for mention in find_places(doc):
        assert text[mention.start_char : mention.end_char] == mention.text == mention.place.text
        assert doc[mention.start : mention.end].text == mention.text
    for token in doc:
        place_of(doc, token.i, find_places(doc))


def test_an_unlisted_yard_takes_the_state_that_the_article_is_about(nlp):
    text = "Minsk and Brest are in Belarus. Riga is not. In the Zubrovka prison ten men were beaten."
    place = where(nlp, text, "beaten")
    assert (place.text, place.country) == ("Zubrovka", "BLR")
    assert where(nlp, text.replace("Brest are", "Riga are"), "beaten").country is None


def test_a_given_street_lies_in_the_town_that_the_words_around_it_are_about(nlp):
    text = "The mayor of Gitega opened Zubrovka Street on Monday. Gitega has grown. Delegates came from Lima."
    start = text.index("Zubrovka Street")
    doc = nlp(text)
    lane = resolve_places(doc, [(start, start + len("Zubrovka Street"))])[0]
    assert (lane.name, lane.country, lane.precision, lane.geonames) == ("Zubrovka Street", "BDI", "city", None)
    assert resolve_places(nlp("They met in Zubrovka Street."), [(12, 27)]) == [None]
