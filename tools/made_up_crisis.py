"""A crisis that never was: articles of many publishers with their sayings, as many as one likes, in invented towns by invented parties.

    python tools/made_up_crisis.py --sayings 100000 --to crisis.dossier

Happenings last one day; how widely they are told follows Zipf's law, from one saying to some hundreds. Who tells one may leave out place, day or
party, call the parties by what they are instead of who they are, give another toll, deny it, foretell it or ask. Some articles copy sentences of
an earlier one. A hundred times as many sayings are ten times as many days, each of them ten times as crowded; ten thousand are a year. The same
seed and number give the same crisis. Whoever uses it to measure (``tools/bench_incidents.py``) knows which saying is about which happening.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from allegedly.model import (
    Actor,
    Article,
    CoderRef,
    Count,
    Event,
    Place,
    Saying,
    Source,
    Span,
    Status,
    When,
    make_article,
)
from made_up_world import KINDS, SPEAKERS, Happening, World

CODER = CoderRef(name="made-up-crisis", version="1")
PER_ARTICLE = 20
FIRST_DAY = date(2031, 1, 1)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STATUSES = (
    (0.80, Status()),
    (0.88, Status(polarity="negative")),
    (0.93, Status(modality="future")),
    (0.96, Status(modality="hypothetical")),
    (0.98, Status(modality="asked")),
    (1.00, Status(frame="historical")),
)


class Told(NamedTuple):
    """An article, its sayings, and for each the number of what it is about."""

    article: Article
    sayings: list[Saying]
    happenings: list[int]


def crisis(sayings: int, *, seed: int = 1) -> Iterator[Told]:
    """Yield articles with their sayings, about ``sayings`` of them in all, in the order in which they appear."""
    chance = random.Random(f"{seed} {sayings}")
    world = World(sayings, chance)
    tellings: list[tuple[int, Happening]] = []
    number = 0
    while len(tellings) < sayings:
        happening = world.happening(number)
        times = min(int(chance.paretovariate(0.9)), 300)
        tellings += [(min(world.days - 1, happening.day + int(chance.expovariate(0.8))), happening) for _ in range(times)]
        number += 1
    del tellings[sayings:]
    by_day: list[list[Happening]] = [[] for _ in range(world.days)]
    for day, happening in tellings:
        by_day[day].append(happening)
    serial = 0
    for day, told in enumerate(by_day):
        chance.shuffle(told)
        before: list[list[Draft]] = []
        for start in range(0, len(told), PER_ARTICLE):
            some = told[start : start + PER_ARTICLE]
            yield _article(world, serial, day, some, before)
            serial += 1


def _article(world: World, serial: int, day: int, told: list[Happening], before: list[list[Draft]]) -> Told:
    chance = world.chance
    drafts = [_draft(world, happening, day) for happening in told]
    if before and chance.random() < 0.15:
        # A quarter of it taken over from another article of the day, word for word.
        taken = chance.choice(before)
        drafts[: len(drafts) // 4] = taken[: len(drafts) // 4]
    before.append(drafts)
    title = f"Day {day}: {' '.join(chance.choices(world.words, k=5))}"
    parts: list[str] = [title]
    starts: list[int] = []
    at = len(title) + 2
    for draft in drafts:
        starts.append(at)
        parts.append(draft.sentence)
        at += len(draft.sentence) + 2
    text = "\n\n".join(parts)
    article = make_article(
        text,
        id=f"a_{serial:08d}",
        publisher=chance.choice(world.publishers),
        title=title,
        published=str(FIRST_DAY + timedelta(days=day)),
        language="en",
        title_span=(0, len(title)),
    )
    ref = article.ref()
    sayings = [
        draft.saying(ref, start, f"{serial:08d}{n:03d}") for n, (draft, start) in enumerate(zip(drafts, starts, strict=True))
    ]
    return Told(article, sayings, [draft.happening for draft in drafts])


class Draft(NamedTuple):
    """A sentence with one saying in it, before it is known where in an article it stands."""

    happening: int
    sentence: str
    type: str
    trigger: tuple[int, int]
    actor: tuple[Actor, int] | None
    recipient: tuple[Actor, int] | None
    place: tuple[Place, int] | None
    date: tuple[str, int, str] | None
    dead: tuple[str, int, int] | None
    source: tuple[str, int] | None
    status: Status
    confidence: float

    def saying(self, ref: Any, start: int, serial: str) -> Saying:
        """The saying, when the sentence begins at ``start`` of its article."""

        def party(one: tuple[Actor, int] | None) -> tuple[Actor, ...]:
            if one is None:
                return ()
            actor, at = one
            text = actor.text or ""
            return (msgspec.structs.replace(actor, start=start + at, end=start + at + len(text)),)

        place = date_ = None
        if self.place:
            found, at = self.place
            place = msgspec.structs.replace(found, start=start + at, end=start + at + len(found.text))
        if self.date:
            words, at, day = self.date
            date_ = When(
                text=words,
                start=start + at,
                end=start + at + len(words),
                from_day=day,
                to_day=day,
                precision="day",
                basis="relative",
            )
        counts: tuple[Count, ...] = ()
        if self.dead:
            words, at, n = self.dead
            counts = (Count(kind="dead", text=words, start=start + at, end=start + at + len(words), low=n, best=n, high=n),)
        source: tuple[Source, ...] = ()
        if self.source:
            who, at = self.source
            source = (Source(text=who, start=start + at, end=start + at + len(who)),)
        begin, end = self.trigger
        event = Event(
            type=self.type,
            trigger=Span(self.sentence[begin:end], start + begin, start + end),
            actors=party(self.actor),
            recipients=party(self.recipient),
            place=place,
            date=date_,
            counts=counts,
        )
        return Saying(
            id=f"s_{serial}",
            article=ref,
            sentence=Span(self.sentence, start, start + len(self.sentence)),
            source=source,
            status=self.status,
            event=event,
            confidence=self.confidence,
            why="made up",
            coder=CODER,
        )


def _draft(world: World, happening: Happening, day: int) -> Draft:
    chance = world.chance
    sentence = ""

    def add(words: str) -> int:
        nonlocal sentence
        sentence += " " * bool(sentence)
        at = len(sentence)
        sentence += words
        return at

    def filler(least: int, most: int) -> None:
        # The lower the number of a word, the more often it is used.
        add(" ".join(world.words[int(4000 * chance.random() ** 3)] for _ in range(chance.randint(least, most))))

    def party(actor: Actor, left_out: float) -> tuple[Actor, int] | None:
        draw = chance.random()
        if draw < left_out:
            add("they" if sentence else "They")
            return None
        if draw < left_out + 0.15:
            actor = Actor(text=chance.choice(KINDS))
        return actor, add(actor.text or "")

    draw = chance.random()
    status = next(status for upto, status in STATUSES if draw <= upto)
    actor = party(happening.actor, 0.12)
    trigger_words = chance.choice(happening.words)
    begin = add(trigger_words)
    recipient = party(happening.recipient, 0.2)
    dead = None
    if happening.dead and chance.random() < 0.7:
        number = happening.dead if chance.random() < 0.75 else max(1, int(happening.dead * chance.uniform(0.5, 2)))
        words = f"{number} dead"
        add("leaving")
        dead = (words, add(words), number)
    place = None
    if chance.random() < 0.65:
        add("in")
        place = (happening.town, add(happening.town.text))
    date_ = None
    if chance.random() < 0.6:
        told = FIRST_DAY + timedelta(days=happening.day)
        words = f"on {WEEKDAYS[told.weekday()]}"
        date_ = (words, add(words), str(told))
    filler(3, 10)
    source = None
    if chance.random() < 0.6:
        who = (
            chance.choice(SPEAKERS).format(happening.town.text)
            if chance.random() < 0.5
            else chance.choice(world.parties).text or ""
        )
        add("according to")
        source = (who, add(who))
    sentence += "."
    return Draft(
        happening.number,
        sentence,
        happening.type,
        (begin, begin + len(trigger_words)),
        actor,
        recipient,
        place,
        date_,
        dead,
        source,
        status,
        round(chance.uniform(0.3, 0.99), 3),
    )


def main() -> None:
    """Write a made-up crisis into a dossier."""
    from allegedly.dossier import Dossier

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sayings", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", required=True, help="the dossier: a file, or postgresql://...; begun where there is none")
    options = parser.parse_args()
    with Dossier(options.to, create=True) as dossier:
        for told in crisis(options.sayings, seed=options.seed):
            dossier.keep(told.article, told.sayings, CODER, how="made up")
        print(f"{options.to}: {dossier.count_sayings():,} sayings")


if __name__ == "__main__":
    main()
