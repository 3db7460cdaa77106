"""Files for annotation tools, so that review can happen where people already work: Label Studio, doccano, Prodigy, brat.

All of them count characters of the stored text in Unicode code points, half-open, as our records do. A span is drawn once for each saying
that has it; relations lead from the words of the event to everything else.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from allegedly.export.bundle import Bundle
from allegedly.export.format import Format, Options, Piece, encoded, one_line
from allegedly.export.tally import Tally
from allegedly.export.web_annotation import role_of
from allegedly.export.wording import status_words
from allegedly.model import Article, Saying, Span, spans_of, to_json

# The sentence around an event is no annotation, and overlaps with all of them.
_SKIPPED = "sentence"
Marks = list[tuple[str, str, Span]]


def marks(saying: Saying) -> Marks:
    """``(field, role, span)`` of all that is marked in the text, the words of the event first; empty spans are left out."""
    found = [(field, role_of(field), span) for field, span in spans_of(saying) if span.end > span.start]
    found = [mark for mark in found if mark[1] != _SKIPPED]
    return sorted(found, key=lambda mark: mark[1] != "trigger")


def _documents(bundle: Bundle, tally: Tally) -> Iterator[tuple[Article, list[Saying]]]:
    by_article: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in bundle.sayings():
        tally.read["sayings"] += 1
        by_article[saying.article.id].append(saying)
    for id, article in bundle.articles.items():
        tally.read["articles"] += 1
        tally.written["documents"] += 1
        yield article, by_article.pop(id, [])
    for sayings in by_article.values():
        tally.leave_out("stands in an article whose text is not at hand", len(sayings))


def write_labelstudio(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One JSON array of tasks, with our reading as a prediction."""
    between = b"[\n"
    for article, sayings in _documents(bundle, tally):
        result: list[dict[str, Any]] = []
        for saying in sayings:
            trigger = ""
            for field, role, span in marks(saying):
                id = f"{saying.id}/{field}"
                label = saying.event.type if role == "trigger" else role
                result.append(
                    {
                        "id": id,
                        "from_name": "label",
                        "to_name": "text",
                        "type": "labels",
                        "value": {"start": span.start, "end": span.end, "text": span.text, "labels": [label]},
                    }
                )
                tally.written["spans"] += 1
                if role == "trigger":
                    trigger = id
                    result.append(
                        {
                            "id": id,
                            "from_name": "status",
                            "to_name": "text",
                            "type": "choices",
                            "value": {"start": span.start, "end": span.end, "choices": [status_words(saying.status)]},
                        }
                    )
                elif trigger:
                    result.append({"type": "relation", "from_id": trigger, "to_id": id, "labels": [role], "direction": "right"})
        task = {
            "data": {"text": article.text, **_facts(article)},
            "predictions": [{"model_version": f"allegedly {bundle.version}", "result": result}],
        }
        yield "", between + to_json(task)
        between = b",\n"
    yield "", b"\n]\n" if between != b"[\n" else b"[]\n"


def write_doccano(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One document a line, with entities and relations."""
    for article, sayings in _documents(bundle, tally):
        entities: list[dict[str, Any]] = []
        relations: list[dict[str, Any]] = []
        for saying in sayings:
            trigger = None
            for _field, role, span in marks(saying):
                label = saying.event.type if role == "trigger" else role
                number = len(entities) + 1
                entities.append({"id": number, "label": label, "start_offset": span.start, "end_offset": span.end})
                tally.written["spans"] += 1
                if role == "trigger":
                    trigger = number
                elif trigger is not None:
                    relations.append({"id": len(relations) + 1, "from_id": trigger, "to_id": number, "type": role})
        page = {"id": article.id, "text": article.text, "entities": entities, "relations": relations, "Comments": []}
        yield "", to_json(page) + b"\n"


def write_prodigy(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """One task a saying: its article's text with its spans, to be accepted or refused."""
    for article, sayings in _documents(bundle, tally):
        for saying in sayings:
            spans = [
                {
                    "start": span.start,
                    "end": span.end,
                    "label": saying.event.type if role == "trigger" else role,
                    "text": span.text,
                }
                for _field, role, span in marks(saying)
            ]
            tally.written["spans"] += len(spans)
            meta = {"saying": saying.id, "status": status_words(saying.status), **_facts(article)}
            yield "", to_json({"text": article.text, "spans": spans, "meta": meta}) + b"\n"


def write_brat(bundle: Bundle, tally: Tally, options: Options) -> Iterator[Piece]:
    """A text and a standoff file for each article, in a folder."""
    for article, sayings in _documents(bundle, tally):
        name = _file_name(article.id)
        yield f"/{name}.txt", encoded(article.text)
        lines: list[str] = []
        known: dict[tuple[int, int, str], str] = {}
        for number, saying in enumerate(sayings, 1):
            arguments: list[str] = []
            trigger = ""
            for _field, role, span in marks(saying):
                label = saying.event.type if role == "trigger" else role
                key = (span.start, span.end, label)
                if key not in known:
                    known[key] = f"T{len(known) + 1}"
                    lines.append(f"{known[key]}\t{label} {_pieces(span)}\t{one_line(span.text)}")
                    tally.written["spans"] += 1
                if role == "trigger":
                    trigger = f"{label}:{known[key]}"
                else:
                    arguments.append(f"{role}{sum(one.startswith(role) for one in arguments) or ''}:{known[key]}")
            lines.append(f"E{number}\t{' '.join([trigger, *arguments])}")
            lines.append(f"A{number}\tStatus E{number} {status_words(saying.status).replace(', ', '-').replace(' ', '-')}")
        yield f"/{name}.ann", encoded("".join(line + "\n" for line in lines))


def _file_name(id: str) -> str:
    """A name for the files of an article: ids come from anywhere, and must not lead out of the folder."""
    name = re.sub(r"[^\w-]", "_", id)[:80]
    return name if name == id else f"{name}-{hashlib.sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _pieces(span: Span) -> str:
    """Offsets as brat wants them: a span with line ends in it is several pieces."""
    pieces, start = [], span.start
    for line in span.text.split("\n"):
        if line:
            pieces.append(f"{start} {start + len(line)}")
        start += len(line) + 1
    return ";".join(pieces) or f"{span.start} {span.end}"


def _facts(article: Article) -> dict[str, Any]:
    return {"article": article.id, "publisher": article.publisher, "published": article.published, "url": article.url}


_NOTE = ("Offsets count Unicode code points of the stored text.",)
_COLUMNS = {
    "labels": "the PLOVER type for the words of an event; source, cue, actor, recipient, place, date, count, status for the rest"
}
LABELSTUDIO = Format(
    name="labelstudio",
    ending=".json",
    unit="article",
    about="Label Studio tasks with our reading as predictions",
    write=write_labelstudio,
    columns=_COLUMNS,
    notes=_NOTE,
)
DOCCANO = Format(
    name="doccano",
    ending=".jsonl",
    unit="article",
    about="doccano documents with entities and relations",
    write=write_doccano,
    columns=_COLUMNS,
    notes=_NOTE,
)
PRODIGY = Format(
    name="prodigy",
    ending=".jsonl",
    unit="saying",
    about="Prodigy tasks, one a saying",
    write=write_prodigy,
    columns=_COLUMNS,
    notes=_NOTE,
)
BRAT = Format(
    name="brat",
    ending="",
    unit="article",
    about="brat standoff files, a folder of texts and annotations",
    write=write_brat,
    columns=_COLUMNS,
    notes=(*_NOTE, "Words of an event that two sayings share are one span and two events."),
    parts=("/",),
)
