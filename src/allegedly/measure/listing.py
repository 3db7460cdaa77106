"""What was missed, made up and read differently, sentence by sentence, as plain lines that a person steers by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from allegedly.measure.base import Record
from allegedly.measure.sayings import Comparison, align
from allegedly.model import Saying

_FIELDS = ("type", "actor", "recipient", "source", "status")
_WIDTH = 10


@dataclass(frozen=True)
class _Entry:
    """One or two lines about one saying: where it stands, its kind, and the lines."""

    at: int
    kind: str
    lines: tuple[str, ...]


def lines(record: Record, predicted: Sequence[Saying]) -> Iterator[str]:
    """The lines about one article: a head with counts, then each sentence that has something to show, then the totals.

    ``right`` agrees in type, actor, recipient, source and status; ``DIFFERS`` is found but read differently, with each differing
    field; ``MISSED`` is required and not found; ``MADE UP`` is found where gold has nothing; ``optional`` may be there or not.
    """
    gold, text = record["sayings"], record["text"]
    aligned = align(predicted, gold)
    found = {g for g, _ in aligned.values()}
    entries = [_entry(ours, *aligned[p]) if p in aligned else _made_up(ours) for p, ours in enumerate(predicted)]
    entries += [_missed(text, theirs) for g, theirs in enumerate(gold) if g not in found and not theirs["optional"]]
    kinds = Counter(entry.kind for entry in entries)
    wrong = Counter(
        name for g, pair in aligned.values() if not gold[g]["optional"] for name in _FIELDS if not getattr(pair, name)
    )
    required = sum(not theirs["optional"] for theirs in gold)
    yield ""
    head = [str(record["id"]), record.get("publisher"), f"published {record['published']}" if record.get("published") else None]
    yield "=" * 100
    yield " | ".join(part for part in head if part)
    yield f"{required} required, {len(gold) - required} optional, {len(predicted)} said: " + ", ".join(
        f"{kinds[kind]} {kind}" for kind in ("right", "DIFFERS", "MISSED", "MADE UP", "optional")
    )
    if wrong:
        yield "of the found, wrong: " + ", ".join(f"{name} {n}" for name, n in wrong.most_common())
    sentences = _sentences(gold, predicted)
    for start, end in sentences:
        inside = sorted((e for e in entries if _home(e.at, sentences) == (start, end)), key=lambda e: (e.at, e.kind))
        if inside:
            yield ""
            yield f"[{start}:{end}] " + " ".join(text[start:end].split())
            for entry in inside:
                yield from entry.lines


def _sentences(gold: Sequence[Record], predicted: Sequence[Saying]) -> list[tuple[int, int]]:
    """The sentences in text order: gold's, and the coder's own where gold has none."""
    known = {(s["sentence"][0], s["sentence"][1]) for s in gold}
    for ours in predicted:
        if not any(a <= ours.event.trigger.start < b for a, b in known):
            known.add((ours.sentence.start, ours.sentence.end))
    return sorted(known)


def _home(at: int, sentences: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return next((pair for pair in sentences if pair[0] <= at < pair[1]), sentences[0])


def _row(mark: str, body: str) -> str:
    return f"  {mark:<{_WIDTH}}{body}"


def _entry(ours: Saying, _: int, pair: Comparison) -> _Entry:
    at = pair.gold["trigger"][0]
    if pair.gold["optional"]:
        return _Entry(at, "optional", (_row("optional", _ours(ours)),))
    if pair.all:
        return _Entry(at, "right", (_row("right", _ours(ours)),))
    shown = [_row("DIFFERS", _ours(ours))]
    for name in _FIELDS:
        if not getattr(pair, name):
            shown.append(_row("", f"{name + ':':<11}gold {_gold_field(pair.gold, name)}   <>   ours {_our_field(ours, name)}"))
    shown.append(_row("", f"why: {ours.why}"))
    return _Entry(at, "DIFFERS", tuple(shown))


def _made_up(ours: Saying) -> _Entry:
    return _Entry(ours.event.trigger.start, "MADE UP", (_row("MADE UP", _ours(ours)), _row("", f"why: {ours.why}")))


def _missed(text: str, gold: Record) -> _Entry:
    start, end = gold["trigger"]
    body = _summary(text[start:end], *(_gold_field(gold, name) for name in _FIELDS))
    return _Entry(start, "MISSED", (_row("MISSED", body),))


def _ours(saying: Saying) -> str:
    confidence = "" if saying.confidence is None else f"  ({saying.confidence:.2f})"
    return _summary(saying.event.trigger.text, *(_our_field(saying, name) for name in _FIELDS)) + confidence


def _summary(trigger: str, type_: str, actor: str, recipient: str, source: str, status: str) -> str:
    return f"«{' '.join(trigger.split())}» {type_}: {actor} -> {recipient} | says {source} | {status}"


def _name(text: str | None, name: str | None) -> str:
    if text is None:
        return f"({name})" if name else "?"
    text = " ".join(text.split())
    return f"{text} (= {name})" if name and name != text else text


def _gold_field(gold: Record, name: str) -> str:
    if name == "type":
        return "/".join([gold["type"], *gold.get("also", ())])
    if name == "status":
        return _status(gold["polarity"], gold["modality"], gold["frame"])
    listed = gold["source"] if name == "source" else gold["actors" if name == "actor" else "recipients"]
    shown = [_name(item.get("text"), item.get("name")) for item in listed]
    return _joined(name, shown)


def _our_field(saying: Saying, name: str) -> str:
    if name == "type":
        return saying.event.type
    if name == "status":
        return _status(saying.status.polarity, saying.status.modality, saying.status.frame)
    if name == "source":
        return _joined(name, [_name(link.text, link.name) for link in saying.source])
    listed = saying.event.actors if name == "actor" else saying.event.recipients
    return _joined(name, [_name(actor.text, actor.name) for actor in listed])


def _joined(name: str, shown: list[str]) -> str:
    if name == "source":
        return " > ".join(shown) if shown else "(the article)"
    return " + ".join(shown) if shown else "-"


def _status(polarity: str, modality: str, frame: str) -> str:
    words = [modality, *(["NEGATIVE"] if polarity == "negative" else []), *(["HISTORICAL"] if frame == "historical" else [])]
    return " ".join(words)
