"""Who holds which office, as far as the sayings of a collection name its holders: in one article, or in a country at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from allegedly.incidents.names import WORD, kinds_of_words, listed, names
from allegedly.model import Saying

# A day before all others, for articles that do not say when they appeared.
_UNKNOWN = -1

Name = frozenset[str]
# An office of a country, the words of the name of its holder, and since which day: known as (office, country, name, day).
Held = tuple[str, str, list[str], int]


class Offices:
    """Who holds which office: whoever an article calls so, where it calls nobody else so; or of a country whoever was last called so by
    that day.

    An office that a country has once ("president", "prime minister") passes from one to the next; of others ("minister") there are
    several at a time, so that they have a holder only where all articles name one.
    """

    def __init__(self, sayings: Iterable[Saying]) -> None:
        here: defaultdict[tuple[str, str], set[Name]] = defaultdict(set)
        days: defaultdict[tuple[str, str], defaultdict[int, set[Name]]] = defaultdict(lambda: defaultdict(set))
        self._named: defaultdict[str, dict[Name, str]] = defaultdict(dict)
        self._published: dict[str, int] = {}
        told_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for saying in sayings:
            article = saying.article
            known = ordinal(article.published)
            self._published[article.id] = _UNKNOWN if known is None else known
            if saying.event.place and saying.event.place.country:
                told_of[article.id][saying.event.place.country] += 1
            for actor in (*saying.event.actors, *saying.event.recipients):
                if actor.country:
                    told_of[article.id][actor.country] += 1
                if not actor.name or not actor.name[0].isupper():
                    continue
                words = names(actor.name)
                self._named[article.id].setdefault(words, actor.name)
                for office in _offices(actor.title or ""):
                    here[office, article.id].add(words)
                    if actor.country:
                        days[office, actor.country][self._published[article.id]].add(words)
        self._country = {article: country for article, countries in told_of.items() if (country := _mostly(countries))}
        self._here = {office: next(iter(persons)) for office, persons in here.items() if len(persons) == 1}
        self._since = {office: since for office, of_days in days.items() if (since := _since(office[0], of_days))}

    def of_countries(self) -> list[Held]:
        """Office, country, the words of the name of its holder (none where nobody knows), and since which day, for all countries; in order."""
        return sorted(
            (office, country, sorted(name), day) for (office, country), since in self._since.items() for day, name in since
        )

    def know(self, held: Iterable[Held]) -> None:
        """Take who holds offices of countries from a larger collection, in the place of what these sayings alone show."""
        since: defaultdict[tuple[str, str], list[tuple[int, Name]]] = defaultdict(list)
        for office, country, name, day in held:
            since[office, country].append((day, frozenset(name)))
        self._since = {office: sorted(days, key=lambda one: one[0]) for office, days in since.items()}

    def holder(self, text: str, country: str | None, article: str = "") -> Name | None:
        """The name of whoever holds the office that ``text`` speaks of when the article appeared, or null."""
        for office in _offices(text):
            if found := self._here.get((office, article)):
                return found
            where = country or self._country.get(article)
            if where and (since := self._since.get((office, where))):
                # Before the first day that is known, its holder is as good a guess as there is.
                place = max(bisect_right(since, self._published.get(article, _UNKNOWN), key=lambda one: one[0]) - 1, 0)
                if since[place][1]:
                    return since[place][1]
        return None

    def fuller(self, shown: str, article: str) -> str:
        """The one longer name in an article that a name of one word ("Rajapaksa") is part of, or the name itself."""
        words = names(shown)
        if len(words) != 1 or not shown[0].isupper():
            return shown
        longer = [name for known, name in self._named.get(article, {}).items() if words < known]
        return longer[0] if len(longer) == 1 else shown


def _offices(text: str) -> list[str]:
    """The offices that a title or a description is of, the fullest first; none of somebody who had it, or stands in for its holder.

    >>> _offices("Prime Minister"), _offices("the acting president"), _offices("former president")
    (['prime minister', 'minister'], ['acting president'], [])
    """
    # Neither the house of the president nor the president's house is the president.
    words = [word.lower() for word in WORD.findall(text.split(" of ")[0])]
    found = []
    for place, word in enumerate(words):
        if word not in kinds_of_words() and word not in listed("held_by_one"):
            continue
        before, after = words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""
        if before in listed("no_longer") or after in ("elect", "s"):
            continue
        if before in listed("in_the_place_of"):
            found.append(f"acting {word}")
        elif f"{before} {word}" in listed("held_by_one"):
            found += [f"{before} {word}", word]
        else:
            found.append(word)
    return found


def _mostly(countries: Counter[str]) -> str | None:
    """The country that an article is about: the one of most that it tells."""
    (country, most), *_ = countries.most_common(1)
    return country if 2 * most > countries.total() else None


def _since(office: str, days: dict[int, set[Name]]) -> list[tuple[int, Name]]:
    """From which day on who holds an office of a country, in order; no name where one day names two, and nothing where nobody is known."""
    persons = frozenset[Name]().union(*days.values())
    if len(persons) == 1:
        return [(_UNKNOWN, next(iter(persons)))]
    if office.removeprefix("acting ") not in listed("held_by_one"):
        return []
    since: list[tuple[int, Name]] = []
    for day in sorted(days):
        name = next(iter(days[day])) if len(days[day]) == 1 else frozenset[str]()
        if not since or since[-1][1] != name:
            since.append((day, name))
    return since


def ordinal(published: str | None) -> int | None:
    """The number of the day on which an article appeared, or null when unknown or not a calendar day."""
    try:
        return date.fromisoformat(published or "").toordinal()
    except ValueError:
        return None
