"""The probe of status and sources: rows of ``coder/probe_of_status.yaml`` and ``coder/probe_of_status_fresh.yaml``, and the table by trap.

Run as a program it prints, for each file, how many rows of each trap are right, and each row that is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from allegedly.coder.coder import Coder
from allegedly.coder.sources import chain as links
from allegedly.coder.sources import naming
from allegedly.coder.status import status_of
from allegedly.export.wording import OWN_VOICE
from allegedly.model import Status

FOLDER = Path(__file__).parent / "coder"
FILES = ("probe_of_status", "probe_of_status_fresh")
PUBLISHED = "2022-03-01"
MISSES = "misses"


class Answer(NamedTuple):
    """Status in words and source chain of an event; ``recorded`` says whether the coder makes a saying of it."""

    status: str
    chain: str
    recorded: bool


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


def answer(coder: Coder, row: Row) -> Answer:
    """What the coder says of a row's event: of the saying that those words name or, where the coder records no event, of the words alone."""
    start = row.sentence.index(row.words)
    doc = coder.read(row.sentence, published=PUBLISHED)
    found = [one for one in doc._.sayings or () if one.event.trigger.overlaps(start, start + len(row.words))]
    if len(found) == 1:
        chain = " > ".join(link.text or link.name or "" for link in found[0].source)
        return Answer(in_words(found[0].status), chain or OWN_VOICE, True)
    span = doc.char_span(start, start + len(row.words), alignment_mode="expand")
    status = status_of(doc, span.root.i, tuple(range(span.start, span.end)))
    sources = [naming(doc, link.source) for link in links(doc, span.root.i) if link.source is not None]
    chain = " > ".join(doc[source.start : source.end].text for source in sources)
    return Answer(in_words(status), chain or OWN_VOICE, False)


def right(row: Row, given: Answer) -> bool:
    """Whether status and chain are those of the row."""
    return given[:2] == (row.status, row.chain)


def table(coder: Coder, given: Iterable[Row]) -> Iterator[str]:
    """Lines of the table by trap, with each row that went wrong below."""
    counts: dict[str, list[int]] = {}
    recorded = 0
    wrong = []
    for row in given:
        said = answer(coder, row)
        recorded += said.recorded
        counts.setdefault(row.trap, []).append(right(row, said))
        if not right(row, said):
            wrong.append(f"  {row.sentence} [{row.words}] {row.status} | {row.chain} -> {said.status} | {said.chain}")
    for trap, hits in counts.items():
        yield f"{trap:28} {sum(hits):3} of {len(hits):3}"
    total = [hit for hits in counts.values() for hit in hits]
    yield f"{'all':28} {sum(total):3} of {len(total):3}  {sum(total) / max(len(total), 1):.1%}"
    yield f"{'recorded as sayings':28} {recorded:3} of {len(total):3}"
    yield from wrong


if __name__ == "__main__":
    reader = Coder(screen=False)
    for file in FILES:
        if (FOLDER / f"{file}.yaml").exists():
            print(f"{file}:")
            print("\n".join(table(reader, rows(file))))
