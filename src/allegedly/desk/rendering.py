"""Templates to pages: everything is escaped, whatever it says it is, and control characters have no place in a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from allegedly.desk.rooms import desk_of
from allegedly.export.wording import (
    WORDINGS,
    actor_name,
    actor_names,
    date_words,
    place_words,
    source_name,
    source_path,
    status_kind,
    status_sign,
    status_words,
    type_words,
)
from allegedly.gazetteer.tables import country
from allegedly.ontology import load
from allegedly.version import __version__

_CONTROLS = {code: "\ufffd" for code in (*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000)) if code not in (9, 10, 13)}


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the desk: ``template`` with ``context``, and with what all pages show (``desk``, ``session``, ``navigation``)."""
    desk = desk_of(request)
    html = (
        environment()
        .get_template(template)
        .render(
            desk=desk,
            session=request.state.session,
            navigation=request.app.state.navigation,
            here=request.url.path,
            address=request.url.path + ("?" + request.url.query if request.url.query else ""),
            static=lambda name: f"/static/{name}?v={desk.static[name].version}",
            version=__version__,
            **context,
        )
    )
    return HTMLResponse(html, status)


def plain(value: Any) -> Any:
    """Text without control characters and lone surrogates; anything else unchanged."""
    # Nearly all text is printable, which is found out much more quickly than it is written anew.
    if isinstance(value, str) and not value.isprintable() and not isinstance(value, Markup):
        return value.translate(_CONTROLS)
    return value


def web_address(url: str | None) -> str | None:
    """``url`` when it leads to a web page; other schemes could run something."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def number_of(count: int, singular: str, plural: str | None = None) -> str:
    """A count with its noun: ``1 saying``, ``1,204 sayings``."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def of_all(shown: int, total: int, noun: str) -> str:
    """A count that says of how many: ``12 of 540 sayings``, and ``all 540 sayings`` when nothing is left out."""
    if shown == total:
        return f"all {number_of(total, noun)}" if total > 1 else number_of(total, noun)
    return f"{shown:,} of {number_of(total, noun)}"


def listed(words: Sequence[str], most: int = 3) -> str:
    """Several names in one phrase, cut off by a count."""
    shown = list(words[:most])
    return ", ".join(shown) + (f" and {len(words) - most} more" if len(words) > most else "")


def country_words(code: str) -> str:
    """The name of a country by its code; the code itself for what is none (PLOVER has codes for peoples and blocs)."""
    known = country(code)
    return known.name if known else code


def sector_words(code: str) -> str:
    """What one of PLOVER's sectors is, in words."""
    return next((one.gloss.rstrip(".") for one in load().sectors if one.name == code), code)


_QUESTIONS = {"actor": "who", "recipient": "whom", "place": "where", "date": "when", "type": "what it is"}


def question_words(field: str) -> str:
    """What sources may differ on, as a question: ``who``, ``how many dead``."""
    return _QUESTIONS.get(field, field.replace("count of ", "how many "))


@cache
def environment() -> Environment:
    """The one template environment; an undefined name in a template is an error, not an empty string."""
    made = Environment(
        loader=PackageLoader("allegedly.desk", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=plain,
    )
    filters: Mapping[str, Any] = {
        "actor": actor_name,
        "country": country_words,
        "actors": actor_names,
        "date": date_words,
        "listed": listed,
        "number_of": number_of,
        "of_all": of_all,
        "place": place_words,
        "question": question_words,
        "sector": sector_words,
        "source": source_name,
        "source_path": source_path,
        "status_kind": status_kind,
        "status_sign": status_sign,
        "status_words": status_words,
        "type_words": type_words,
        "web_address": web_address,
    }
    made.filters.update(filters)
    made.globals.update(wordings=WORDINGS)
    return made
