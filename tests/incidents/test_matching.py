"""What makes two sayings alike: deeds by their words, offices, settings, places on the map."""

import random

import msgspec
import pytest

from allegedly.incidents import incidents
from allegedly.incidents.blocking import pairs
from allegedly.incidents.evidence import ENOUGH, Evidence
from allegedly.incidents.names import deeds, names
from allegedly.incidents.traits import all_traits
from allegedly.model import Actor, Article, Event, Place, Saying, Span, Status, When, make_article
from incidents_made import REF, told


def article(publisher: str, published: str, *sentences: str) -> Article:
    return make_article(" ".join(sentences), publisher=publisher, published=published)


def said(
    article: Article, sentence: str, trigger: str, type="ASSAULT", actor=None, recipient=None, day=None, place=None, **more
) -> Saying:
    """A saying of one sentence of an article; a party is its words, or an :class:`Actor`."""
    begin = article.text.index(sentence)
    where = article.text.index(trigger, begin)

    def parties(one):
        return () if one is None else (one if isinstance(one, Actor) else Actor(text=one),)

    return Saying(
        id=f"s_{article.publisher}_{where}",
        article=article.ref(),
        sentence=Span.cut(article.text, begin, begin + len(sentence)),
        status=more.pop("status", Status()),
        event=Event(
            type=type,
            trigger=Span.cut(article.text, where, where + len(trigger)),
            actors=parties(actor),
            recipients=parties(recipient),
            date=When(text="x", start=0, end=1, from_day=day, to_day=day) if day else None,
            place=place,
        ),
        coder=REF,
    )


def score(left: Saying, right: Saying, *others: Saying) -> float:
    traits = all_traits([left, right, *others])
    return Evidence(traits).compare(traits[0], traits[1])[0]


def together(*sayings: Saying) -> set[frozenset[str]]:
    return {frozenset(incident.sayings) for incident in incidents(sayings)}


@pytest.mark.parametrize(
    ("trigger", "following", "deed"),
    [
        ("fired", " tear gas at the crowd", {"gas"}),
        ("fired", " at the crowd", {"shoot"}),
        ("stepped down", "", {"resign"}),
        ("set fire", " to a car", {"burn"}),
        ("took the oath", " on Monday", {"swear"}),
        ("resigned", ", set fire", {"resign"}),
        ("died", "", {"kill"}),
        ("send 150 soldiers", "", {"send", "soldi"}),
    ],
)
def test_a_deed_is_told_by_its_words_and_those_behind_it(trigger, following, deed):
    assert deeds(trigger, following) == deed


def test_anyone_and_nobody_name_nobody():
    assert [names(word) for word in ("anyone", "Nobody", "somebody", "anybody")] == [frozenset()] * 4
    denied = told("B", actor="nobody", recipient="anyone", status=Status(polarity="negative"), words="at the mill")
    assert together(told("A", actor="guards", recipient="millers", words="at the mill"), denied).pop() == {
        denied.id,
        "s_A_opened fire_guards_None_None_None",
    }


def test_a_house_under_another_name_is_the_same_house():
    assert names("the governor's residence") == names("the home of the governor")


def test_a_minister_is_no_president():
    base = {"trigger": "resigned", "type": "RETREAT", "recipient": ""}
    assert score(told("A", actor="the president", **base), told("B", actor="the minister", **base)) < ENOUGH - 0.5
    assert score(told("A", actor="the president", **base), told("B", actor="President", **base)) > ENOUGH


def test_the_president_is_whoever_the_article_calls_so():
    ada = Actor(text="Ada Lovel", name="Ada Lovel", title="President", country="NOR")
    one = article("A", "2022-01-05", "President Ada Lovel spoke.", "The president resigned at noon.")
    two = article("B", "2022-01-05", "Bo Grann resigned.", "Ada Lovel resigned at dusk.")
    third = Actor(text="Bo Grann", name="Bo Grann", title="President", country="NOR")
    spoke = said(one, "President Ada Lovel spoke.", "spoke", "CONSULT", ada)
    resigned = said(one, "The president resigned at noon.", "resigned", "RETREAT", "The president")
    grann = said(two, "Bo Grann resigned.", "resigned", "RETREAT", third)
    lovel = said(two, "Ada Lovel resigned at dusk.", "resigned", "RETREAT", Actor(text="Ada Lovel", name="Ada Lovel"))
    assert {resigned.id, lovel.id} in together(spoke, resigned, grann, lovel)


def test_a_family_name_is_that_of_the_one_who_bears_it_in_the_article():
    one = article("A", "2022-01-05", "Ada Lovel came.", "Lovel resigned.")
    two = article("B", "2022-01-05", "Carl Lovel resigned in spring.")
    came = said(one, "Ada Lovel came.", "came", "CONSULT", Actor(text="Ada Lovel", name="Ada Lovel"))
    resigned = said(one, "Lovel resigned.", "resigned", "RETREAT", Actor(text="Lovel", name="Lovel"))
    carl = said(two, "Carl Lovel resigned in spring.", "resigned", "RETREAT", Actor(text="Carl Lovel", name="Carl Lovel"))
    assert score(resigned, carl, came) < ENOUGH < score(resigned, carl)


def test_whoever_has_no_office_holds_none():
    one = article("A", "2022-01-05", "Oral was quiet.", "The city hall was stormed.")
    city = Actor(text="Oral", name="Oral", title="the city", country="KAZ")
    quiet = said(one, "Oral was quiet.", "quiet", "CONSULT", city)
    stormed = said(one, "The city hall was stormed.", "stormed", recipient="The city hall")
    (traits,) = (t for t in all_traits([quiet, stormed]) if t.saying is stormed)
    assert [party.words for party in traits.recipients] == [{"city", "hall"}]


def test_what_an_article_tells_of_another_day_is_another_happening():
    def pair(published, day):
        one = article("A", "2022-01-09", "Guards shot on Saturday.", "Two men were injured.")
        two = article("B", published, "Guards shot again.", "Three men were injured.")
        return [
            said(one, "Guards shot on Saturday.", "shot", actor="Guards", day="2022-01-08"),
            said(one, "Two men were injured.", "injured", recipient="Two men"),
            said(two, "Guards shot again.", "shot", actor="Guards", day=day),
            said(two, "Three men were injured.", "injured", recipient="Three men"),
        ]

    apart, same = pair("2022-01-12", "2022-01-11"), pair("2022-01-12", "2022-01-08")
    assert score(apart[1], apart[3], apart[0], apart[2]) < score(same[1], same[3], same[0], same[2]) - 0.7


def test_whoever_has_told_of_another_year_since_is_no_longer_on_the_day_before() -> None:
    text = article("A", "2022-01-12", "The last guards left.", "In 2011 guards shot too.", "Three men were injured.")
    left = said(text, "The last guards left.", "left", "RETREAT", "The last guards", day="2022-01-11")
    year = said(text, "In 2011 guards shot too.", "shot", actor="guards", day="2011-01-01")
    date = msgspec.structs.replace(year.event.date, to_day="2011-12-31", precision="year")
    year = msgspec.structs.replace(year, event=msgspec.structs.replace(year.event, date=date), status=Status(frame="historical"))
    hurt = said(text, "Three men were injured.", "injured", recipient="Three men")
    assert all_traits([left, hurt])[1].setting_days == ("2022-01-11", "2022-01-11")
    assert all_traits([left, year, hurt])[2].setting_days is None


@pytest.mark.parametrize(
    ("one", "two", "conflict"),
    [
        (("Oral", "city", 51.2, 51.4), ("Aktau", "city", 43.6, 51.2), True),
        (("Republic Square", "site", 43.24, 76.94), ("Almaty", "city", 43.25, 76.91), False),
        (("Flower Road", "site", None, None), ("Colombo", "city", 6.9, 79.9), False),
        (("Oral", "city", None, None), ("Aktau", "city", None, None), True),
        (("Oral", "city", 51.2, 51.4), ("Oral", "city", None, None), False),
    ],
)
def test_a_place_within_reach_of_a_town_is_no_other_town(one, two, conflict):
    def at(publisher, place):
        name, precision, lat, lon = place
        where = Place(text=name, start=0, end=1, name=name, country="KAZ", precision=precision, lat=lat, lon=lon)
        text = article(publisher, "2022-01-05", "Police fired.")
        return said(text, "Police fired.", "fired", actor="Police", place=where)

    left, right = all_traits([at("A", one), at("B", two)])
    assert left.places_conflict(right) is right.places_conflict(left) is conflict


def test_storming_and_attacking_one_building_are_near_and_two_buildings_are_not():
    hall = told("A", trigger="stormed", actor="a crowd", recipient="the city hall", day="2022-01-05")
    again = told("B", trigger="attacked", actor="gangs", recipient="the city hall", day="2022-01-05")
    other = told("B", trigger="attacked", actor="gangs", recipient="the harbour", day="2022-01-05")
    assert score(hall, again) > score(hall, other) + 1
    assert score(hall, other) <= 1.7


def test_an_order_and_a_deed_in_one_article_are_not_taken_up_again():
    text = article("A", "2022-01-05", "Police shot a man.", "Nobody may be shot.")
    deed = said(text, "Police shot a man.", "shot", recipient="a man")
    demand = said(text, "Nobody may be shot.", "shot", recipient="a man", status=Status(modality="directive"))
    again = said(text, "Nobody may be shot.", "shot", recipient="a man")
    assert score(deed, demand) < score(deed, again)


def test_a_rare_word_beside_the_deed_is_enough_to_be_compared():
    sayings = [
        told("A", trigger="shot", actor="x", recipient="", words="by the heliport"),
        told("B", trigger="shot", actor="", recipient="y", words="by the heliport"),
        *(told(p, actor=p * 3, recipient="", trigger="met", type="CONSULT") for p in "CDEFGH"),
    ]
    random.Random(1).shuffle(sayings)
    traits = all_traits(sayings)
    compared = {frozenset((traits[a].saying.article.publisher, traits[b].saying.article.publisher)) for a, b in pairs(traits)}
    assert frozenset("AB") in compared


def test_tolls_that_differ_fivefold_are_hardly_of_one_happening():
    near = score(told("A", dead=18, trigger="killed"), told("B", dead=40, trigger="killed"))
    far = score(told("A", dead=18, trigger="killed"), told("B", dead=103, trigger="killed"))
    assert near - far == pytest.approx(0.7)


def test_two_buildings_in_one_town_have_only_the_town_in_common():
    def recipient(words):
        (traits,) = all_traits([told("A", recipient=words)])
        return traits.recipients[0]

    house, office = recipient("the house of Ada Lovel in Oral"), recipient("an office at Oral")
    assert house.likeness(office) == 0
    assert house.likeness(recipient("Ada Lovel's house at Oral")) > 0.5


@pytest.mark.parametrize(
    ("trigger", "following", "deed"),
    [
        ("burned", " to death in his car", {"burn", "kill"}),
        ("beat", " the car to death", {"beat"}),
        ("burned", " alive in it", {"burn", "kill"}),
        ("stay", " alive", {"stay"}),
        ("hand over", " power on Monday", {"resign"}),
        ("hand over", " a letter", {"hand"}),
        ("massacre", "", {"kill"}),
        ("expulsion", " of the envoy", {"expel"}),
        ("broke up", " the march", {"disperse"}),
        ("dispersed", " the march", {"disperse"}),
    ],
)
def test_who_dies_of_a_deed_was_killed_and_power_is_handed_over_at_the_end_of_an_office(trigger, following, deed):
    assert deeds(trigger, following) == deed


def leader(name: str, title: str | None, country: str | None = "NOR") -> Actor:
    return Actor(text=name, name=name, title=title, country=country)


def parties_of(text: str, published: str, *others: Saying, country: str | None = "NOR", telling: Actor | None = None) -> set[str]:
    """The words of all names that one description of a doer stands for, where other articles name who holds the office."""
    one = article("Z", published, "Somebody spoke.", f"{text} resigned.")
    told_here = [said(one, "Somebody spoke.", "spoke", "CONSULT", telling)] if telling else []
    resigned = said(one, f"{text} resigned.", "resigned", "RETREAT", Actor(text=text, country=country))
    (traits,) = (t for t in all_traits([*others, *told_here, resigned]) if t.saying is resigned)
    return {" ".join(sorted(party.words)) for party in traits.actors}


def called(publisher: str, published: str, *holders: Actor) -> list[Saying]:
    words = [f"{holder.title} {holder.name} spoke." for holder in holders]
    one = article(publisher, published, *words)
    return [said(one, sentence, "spoke", "CONSULT", holder) for sentence, holder in zip(words, holders, strict=True)]


def test_an_office_that_a_country_has_once_passes_from_one_to_the_next():
    others = called("A", "2022-01-03", leader("Ada Lovel", "President")) + called(
        "B", "2022-01-09", leader("Bo Grann", "President")
    )
    assert "ada lovel" in parties_of("The president", "2022-01-02", *others)
    assert "ada lovel" in parties_of("The president", "2022-01-08", *others)
    assert "bo grann" in parties_of("The president", "2022-01-09", *others)
    # On a day on which two are called so, nobody knows.
    both = called("A", "2022-01-03", leader("Ada Lovel", "President"), leader("Bo Grann", "President"))
    assert parties_of("The president", "2022-01-05", *both) == {"president"}


def test_a_country_has_several_ministers_at_a_time():
    others = called("A", "2022-01-03", leader("Ada Lovel", "Minister")) + called(
        "B", "2022-01-09", leader("Bo Grann", "Minister")
    )
    assert parties_of("The minister", "2022-01-09", *others) == {"minister"}
    first = called("A", "2022-01-03", leader("Ada Lovel", "Prime Minister"), leader("Bo Grann", "Minister"))
    assert "ada lovel" in parties_of("The prime minister", "2022-01-09", *first)
    assert "ada lovel" not in parties_of("The minister", "2022-01-09", *first)


@pytest.mark.parametrize("title", ["Vice President", "Former President", "Acting President", "President-elect"])
def test_who_stands_beside_the_president_is_not_the_president(title):
    others = called("A", "2022-01-03", leader("Bo Grann", title))
    assert parties_of("The president", "2022-01-03", *others) == {"president"}


def test_the_acting_president_is_whoever_acts():
    others = called("A", "2022-01-03", leader("Ada Lovel", "President"), leader("Bo Grann", "Acting President"))
    assert "bo grann" in parties_of("The interim president", "2022-01-03", *others)
    assert "ada lovel" in parties_of("The president", "2022-01-03", *others)


@pytest.mark.parametrize("text", ["The president's house", "The house of the president"])
def test_the_house_of_the_president_is_not_the_president(text):
    others = called("A", "2022-01-03", leader("Ada Lovel", "President"))
    assert "ada lovel" not in parties_of(text, "2022-01-03", *others)


def test_the_president_without_a_country_is_that_of_the_country_that_the_article_tells_of():
    others = called("A", "2022-01-03", leader("Ada Lovel", "President"), leader("Carl Ek", "President", "SWE"))
    minister = leader("Dag Holm", "Minister", "SWE")
    assert "carl ek" in parties_of("The president", "2022-01-03", *others, country=None, telling=minister)
    assert parties_of("The president", "2022-01-03", *others, country=None) == {"president"}


def test_what_a_title_tells_is_seen_by_its_own_article():
    text = "Mayor held in Oral raid. Police held Bo Grann on Monday."
    one = make_article(text, title="Mayor held in Oral raid.", publisher="A", published="2022-01-04")
    two = make_article(text, title="Night in Oral", publisher="B", published="2022-01-04")

    def both(of):
        return (
            said(of, "Mayor held in Oral raid.", "held", "COERCE", recipient="Mayor"),
            said(of, "Police held Bo Grann on Monday.", "held", "COERCE", actor="Police", recipient="Bo Grann"),
        )

    titled, held = both(one)
    assert score(titled, held) > ENOUGH > score(*both(two))
    elsewhere = article("C", "2022-01-05", "Police held Bo Grann at night.")
    again = said(elsewhere, "Police held Bo Grann at night.", "held", "COERCE", actor="Police", recipient="Bo Grann")
    far = told("D", trigger="met", type="CONSULT", actor="x", recipient="", words="at a lake")
    # The other article does not know what the title calls him.
    assert together(titled, held, again, far) - {frozenset({far.id})} == {frozenset({titled.id, held.id, again.id})}


def test_a_person_is_killed_once_and_a_crowd_may_be_hit_twice():
    def pair(recipient):
        one = article("A", "2022-01-09", "Guards met on Saturday.", "Somebody killed them.")
        two = article("B", "2022-01-15", "Guards met on Friday.", "Gangs killed them.")
        return (
            said(one, "Somebody killed them.", "killed", recipient=recipient, day="2022-01-08"),
            said(two, "Gangs killed them.", "killed", actor="gangs", recipient=recipient),
            said(two, "Guards met on Friday.", "met", "CONSULT", "Guards", day="2022-01-14"),
        )

    bo, nobody = Actor(text="Bo Grann", name="Bo Grann"), Actor(text="marchers")
    assert score(*pair(bo)) - score(*pair(nobody)) == pytest.approx(1.6 + 0.75)
    hurt, killed = (
        score(*(with_recipient(told(publisher, trigger=trigger), bo) for publisher in "AB")) for trigger in ("injured", "killed")
    )
    assert killed - hurt == pytest.approx(1.6)


def with_recipient(saying: Saying, actor: Actor) -> Saying:
    return msgspec.structs.replace(saying, event=msgspec.structs.replace(saying.event, recipients=(actor,)))


def test_one_dead_and_three_dead_are_hardly_of_one_happening():
    one, two, three = (told(publisher, dead=dead, trigger="killed") for publisher, dead in (("A", 1), ("B", 2), ("C", 3)))
    assert score(two, three) - score(one, three) == pytest.approx(0.7)
