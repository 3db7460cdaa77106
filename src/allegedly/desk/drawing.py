"""Pictures as SVG: small functions that make elements, and the colours that a picture has where no stylesheet of ours reaches it.

The server draws, so that a picture is there without scripts, every mark is a link with a name for screen readers, and a file that is
taken away shows what the page showed. Colours stand in the elements as attributes, which the page's stylesheet overrules (light, dark).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from allegedly.desk.rendering import plain

# The colours of the light page: of a status, of cooperation and conflict, and of what is around them.
INK, SOFT, RULE, PAPER = "#1f1c18", "#5d564c", "#d8d0c1", "#fcfaf5"
STATUS_COLOURS = {
    "asserted": "#23603a",
    "denied": "#a3211c",
    "future": "#0f5a86",
    "hypothetical": "#75388f",
    "directive": "#87500a",
    "asked": "#3a489e",
}
FONT = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True)
class Picture:
    """A picture, what it shows in a sentence, the same as a Vega-Lite specification with its data, and as rows of a table."""

    svg: Markup
    says: str
    specification: dict[str, Any]
    rows: list[dict[str, Any]]


def tag(name: str, *inside: Any, **attributes: Any) -> Markup:
    """One element; every value is escaped, and one that is None is left out. ``_`` in a name becomes ``-``, at its end it is dropped."""
    written = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    body = "".join(one if isinstance(one, Markup) else escape(plain(one)) for one in inside)
    return (
        Markup(f"<{name}{written}>{body}</{name}>") if body or name in ("text", "a", "title") else Markup(f"<{name}{written}/>")
    )


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value) if isinstance(value, int) else escape(plain(value))


def words(
    text: str, x: float, y: float, *, anchor: str = "start", size: int = 12, class_: str = "label", fill: str = SOFT
) -> Markup:
    """A line of text."""
    return tag("text", text, x=float(x), y=float(y), text_anchor=anchor, font_size=size, class_=class_, fill=fill)


def drawing(width: int, height: int, says: str, *parts: Any, name: str, links: bool = True) -> Markup:
    """The whole picture; ``says`` is what a screen reader says of it."""
    return tag(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        class_=f"drawing {name}",
        role="group" if links else "img",
        aria_label=says,
        font_family=FONT,
    )


def status_patterns(prefix: str) -> Markup:
    """One filling for each status, told apart without colour: full, hatched, lines across, dots, lines down, crosses."""
    return tag("defs", *(_pattern(f"{prefix}-{kind}", kind, colour) for kind, colour in STATUS_COLOURS.items()))


def _pattern(id: str, kind: str, colour: str) -> Markup:
    stroke = {"stroke": colour, "class_": f"{kind}-line", "fill": "none"}
    shapes = {
        "asserted": [tag("rect", width=6, height=6, fill=colour, class_=f"{kind}-fill")],
        "denied": [tag("path", d="M-1 7 7-1M-1 1 1-1M5 7 7 5", stroke_width=2, **stroke)],
        "future": [tag("path", d="M0 1.5h6M0 4.5h6", stroke_width=1.2, **stroke)],
        "hypothetical": [
            tag("circle", cx=1.5, cy=1.5, r=1.1, fill=colour, class_=f"{kind}-fill"),
            tag("circle", cx=4.5, cy=4.5, r=1.1, fill=colour, class_=f"{kind}-fill"),
        ],
        "directive": [tag("path", d="M1.5 0v6M4.5 0v6", stroke_width=1.4, **stroke)],
        "asked": [tag("path", d="M0 3h6M3 0v6", stroke_width=0.9, **stroke)],
    }[kind]
    return tag("pattern", *shapes, id=id, width=6, height=6, patternUnits="userSpaceOnUse")


def standing_alone(svg: Markup, caption: str) -> str:
    """A picture as a file of its own: on paper, with its citation line under it, and links that lead nowhere taken out of reach."""
    opening, rest = str(svg).split(">", 1)
    width, height = (int(float(opening.split(f'{name}="')[1].split('"')[0])) for name in ("width", "height"))
    taller = opening.replace(f'viewBox="0 0 {width} {height}"', f'viewBox="0 0 {width} {height + 34}"')
    taller = taller.replace(f' height="{height}"', f' height="{height + 34}"')
    paper = tag("rect", width=width, height=height + 34, fill=PAPER)
    line = words(caption, 12, height + 20, size=11)
    body = rest.removesuffix("</svg>").replace("<a ", "<g ").replace("</a>", "</g>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{taller}>{tag("metadata", caption)}{paper}{body}{line}</svg>\n'


def vega_lite(mark: Any, rows: list[dict[str, Any]], encoding: Mapping[str, Any], says: str, **more: Any) -> dict[str, Any]:
    """A Vega-Lite specification with its data inside."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": says,
        "data": {"values": rows},
        "mark": mark,
        "encoding": dict(encoding),
        **more,
    }
