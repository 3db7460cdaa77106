"""The probe of status and sources: rows of ``coder/probe_of_status.yaml`` and ``coder/probe_of_status_fresh.yaml``, and the table by trap.

Run as a program it prints, for each file, how many rows of each trap are right, and each row that is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from allegedly.coder.coder import Coder
from allegedly.export.wording import OWN_VOICE
from allegedly.model import Saying, Status, make_article

FOLDER = Path(__file__).parent / "coder"
FILES = ("probe_of_status", "probe_of_status_fresh")
PUBLISHED = "2022-03-01"
MISSES = "misses"


class Row(NamedTuple):
    """One expectation: the event that ``words`` name in ``sentence``, its status in words, its source chain outermost first."""

    trap: str
    sentence: str
    words: str
    status: str
    chain: str


def rows(name: str) -> list[Row]:
    """The expectations of one file, in its order."""
    data = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    found = []
    for trap, lines in data.items():
        if trap != MISSES:
            found += [Row(trap, *(cell.strip() for cell in line.split("||"))) for line in lines.splitlines() if line.strip()]
    return found


def misses(name: str) -> dict[str, str]:
    """The rows of one file that are known to go wrong, as "sentence || words", with the reason."""
    data = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return dict(data.get(MISSES) or {})


def in_words(status: Status) -> str:
    """A status as docs/status.md writes it."""
    words = ["negative"] if status.polarity == "negative" else []
    words.append(status.modality)
    if status.frame == "historical":
        words.append("historical")
    if status.certainty:
        words.append(status.certainty)
    return ", ".join(words)


def answer(coder: Coder, row: Row) -> tuple[str, str]:
    """What the coder says of a row's event: status and chain as the row writes them, or why there is none."""
    start = row.sentence.index(row.words)
    sayings = coder.code(make_article(row.sentence, published=PUBLISHED, language="en"))
    found = [one for one in sayings if one.event.trigger.overlaps(start, start + len(row.words))]
    if len(found) != 1:
        return f"{len(found)} sayings", ""
    return in_words(found[0].status), _chain(found[0])


def _chain(saying: Saying) -> str:
    return " > ".join(link.text or link.name or "" for link in saying.source) or OWN_VOICE


def right(row: Row, given: tuple[str, str]) -> bool:
    """Whether status and chain are those of the row."""
    return given == (row.status, row.chain)


def table(coder: Coder, given: Iterable[Row]) -> Iterator[str]:
    """Lines of the table by trap, with each row that went wrong below."""
    counts: dict[str, list[int]] = {}
    wrong = []
    for row in given:
        said = answer(coder, row)
        counts.setdefault(row.trap, []).append(right(row, said))
        if not right(row, said):
            wrong.append(f"  {row.sentence} [{row.words}] {row.status} | {row.chain} -> {said[0]} | {said[1]}")
    for trap, hits in counts.items():
        yield f"{trap:28} {sum(hits):3} of {len(hits):3}"
    total = [hit for hits in counts.values() for hit in hits]
    yield f"{'all':28} {sum(total):3} of {len(total):3}  {sum(total) / max(len(total), 1):.1%}"
    yield from wrong


if __name__ == "__main__":
    reader = Coder()
    for file in FILES:
        if (FOLDER / f"{file}.yaml").exists():
            print(f"{file}:")
            print("\n".join(table(reader, rows(file))))
