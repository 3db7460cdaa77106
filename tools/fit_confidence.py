"""Count how often source and status are right in marked texts, for the confidence of sayings; writes coder/weights/confidence.json.

Source: the sayings that the coder finds in polnear train, each right when the innermost attribution that people marked around its trigger and ours
name the same words, or when neither has one. Status: the events of meantime train, right when both tell it plainly as so, or neither does.
Groups with fewer than ``FEWEST`` members are left to wider ones. Takes the gold folder as its argument; train parts alone are read.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from allegedly.coder.coder import Coder
from allegedly.coder.confidence import source_groups, status_groups
from allegedly.model import Saying, Status, make_article

WEIGHTS = Path(__file__).parent.parent / "src/allegedly/coder/weights/confidence.json"
FEWEST = 30
PRIOR = 10  # members of the wider group that each group is counted with


def records(gold: Path, name: str) -> Iterator[dict[str, Any]]:
    """The train records of one set."""
    path = next(iter(gold.glob(f"{name}/train.jsonl*")))
    stored = path.read_bytes()
    for line in (gzip.decompress(stored) if path.suffix == ".gz" else stored).splitlines():
        yield json.loads(line)


def source_right(saying: Saying, record: dict[str, Any]) -> bool:
    """Whether a saying's source is the one that people marked around its trigger."""
    trigger = saying.event.trigger
    around = [
        one
        for one in record["attributions"]
        if any(start <= trigger.start and trigger.end <= end for start, end in one["content"])
        and not any(trigger.overlaps(start, end) for start, end in one["cue"])
    ]
    if not around or not saying.source:
        return not around and not saying.source
    inner = min(around, key=lambda one: sum(end - start for start, end in one["content"]))
    if not inner["source"]:
        return any(link.text is None for link in saying.source)
    return any(
        link.start is None or (link.start < end and start < (link.end or 0))
        for link in saying.source
        for start, end in inner["source"]
    )


def status_right(status: Status, gold: str) -> bool:
    """Whether both tell the event plainly as so, or neither does."""
    return (status.polarity == "positive" and status.modality == "asserted") == (gold == "asserted")


def shares(seen: Sequence[tuple[tuple[str, ...], bool]]) -> dict[str, float]:
    """The share of right members of each group that is large enough, drawn towards that of all."""
    members: dict[str, list[bool]] = defaultdict(list)
    for groups, right in seen:
        for group in (*groups, "any"):
            members[group].append(right)
    whole = sum(members["any"]) / len(members["any"])
    return {
        group: round((sum(found) + PRIOR * whole) / (len(found) + PRIOR), 3)
        for group, found in sorted(members.items())
        if len(found) >= FEWEST
    }


def seen_statuses(coder: Coder, given: Iterator[dict[str, Any]]) -> list[tuple[tuple[str, ...], bool]]:
    """The groups of each event's status, and whether it is right; events that nobody judged are left out."""
    seen = []
    for record in given:
        events = [event for event in record["events"] if event.get("polarity")]
        found = coder.statuses(record["text"], [(event["start"], event["end"]) for event in events], record["dct"])
        seen += [
            (status_groups(status), status_right(status, event["status"])) for status, event in zip(found, events, strict=True)
        ]
    return seen


def main() -> None:
    """Read, count, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--articles", type=int, default=60, help="of polnear train, evenly spread")
    chosen = parser.parse_args()
    coder = Coder(screen=False)
    sources: list[tuple[tuple[str, ...], bool]] = []
    everything = list(records(chosen.gold, "polnear"))
    for record in everything[:: max(1, len(everything) // chosen.articles)]:
        for saying in coder.code(make_article(record["text"], language="en")):
            sources.append((source_groups(saying.source, saying.sentence.text), source_right(saying, record)))
    statuses = seen_statuses(coder, records(chosen.gold, "meantime"))
    fitted = {
        "comment": "Shares of right sources and statuses in marked texts, by group; written by tools/fit_confidence.py.",
        "members": {"source": len(sources), "status": len(statuses)},
        "shares": {"source": shares(sources), "status": shares(statuses)},
    }
    WEIGHTS.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(fitted, indent=1))


if __name__ == "__main__":
    main()
