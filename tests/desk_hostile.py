"""Two hundred articles that try to be more than words: markup, scripts, templates, links and bytes, in every field that is shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from allegedly.dossier import Dossier
from allegedly.model import Actor, Article, CoderRef, Count, Event, Place, Saying, Source, Span, Status, When, make_article

NUMBER = 200
DAY = "2022-03-01"
CODER = CoderRef(name="hostile", version="1")
# Whatever runs leaves this behind.
RUN = "window.taken=1"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>',
    f"'><body onload='{RUN}'>",
    f"<a href=javascript:{RUN}>click</a>",
    f"</textarea></title></style></script><script>{RUN}</script>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "<style>*{display:none}</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><button>send</button></form>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    "{{ 7*7 }}{% for x in desk %}{{ x }}{% endfor %}",
    f"${{{RUN}}}`+{RUN}+`",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    "<!--", "]]><![CDATA[", "\u202e\u2066<b>\u2069", "&lt;script&gt;&#60;script&#62;", "<b" * 300,
    f'" autofocus onfocus={RUN} x="', f"' onmouseover={RUN} '", "\u2028\u2029\ufeff\x01\x1b[31m", "<plaintext>", "<xmp>", "%3Cscript%3E",
)  # fmt: skip
_KINDS = ("positive", "negative")
_MODALITIES = ("asserted", "future", "hypothetical", "directive", "asked")
_COUNTS: tuple[Literal["dead", "injured", "arrested"], ...] = ("dead", "injured", "arrested")


def _changed(payload: str, number: int) -> str:
    """The payload as somebody who was refused would write it next."""
    kind = number // len(PAYLOADS)
    if kind == 1:
        return payload.replace("script", "ScRiPt").replace("onerror", "OnErRoR")
    if kind == 2:
        return payload.replace(" ", "\t").replace("=", "\n=")
    if kind == 3:
        return payload + payload
    if kind == 4:
        return f"<div>{payload}"
    if kind == 5:
        return payload.replace("<", "<\u200b").replace(">", "/>")
    return payload if kind == 0 else f"\u202e{payload}\u202c"


def hostile(number: int) -> tuple[Article, Saying]:
    """One article and its one saying; the payload is its title, its publisher, its address, every name and every word."""
    payload = _changed(PAYLOADS[number % len(PAYLOADS)], number)
    text = f"{payload}\n\n{payload} said {payload} shot {payload} in {payload}.\n\n{payload}"
    # Lone surrogates and NUL are refused by the dossier; other control characters are kept.
    starts = list(itertools.islice(_occurrences(text, payload), 5))
    spans = [Span(payload, start, start + len(payload)) for start in starts]
    said, shot = text.index(" said ", starts[1]) + 1, text.index(" shot ", starts[2]) + 1
    url = ("javascript:" + RUN, "data:text/html," + payload, f"https://evil.example/{payload}", payload)[number % 4]
    article = make_article(
        text,
        publisher=payload[:60] if number % 2 else "Hostile Herald",
        title=payload,
        url=url + f"#{number}",
        published=DAY,
        language="en",
        title_span=(0, len(payload)),
        origin=payload,
        notes=(payload,),
    )
    source = Source(
        text=payload, start=spans[1].start, end=spans[1].end, name=payload, cue=Span("said", said, said + 4), manner="mixed"
    )
    event = Event(
        type="ASSAULT",
        modes=("firearms",),
        trigger=Span("shot", shot, shot + 4),
        actors=(Actor(text=payload, start=spans[2].start, end=spans[2].end, name=payload, country="KAZ"),),
        recipients=(Actor(text=payload, start=spans[3].start, end=spans[3].end, name=payload),),
        place=Place(
            text=payload,
            start=spans[4].start,
            end=spans[4].end,
            name=payload,
            country="KAZ",
            lat=43.0 + number / 50,
            lon=60.0 + number / 20,
            precision=("site", "city", "district", "province")[number % 4],  # type: ignore[arg-type]
        ),
        date=When(
            text=payload, start=spans[4].start, end=spans[4].end, from_day=DAY, to_day=DAY, precision="day", basis="relative"
        ),
        counts=(Count(kind=_COUNTS[number % 3], text=payload, start=spans[3].start, end=spans[3].end, low=8),),
    )
    status = Status(
        polarity=_KINDS[number % 2],  # type: ignore[arg-type]
        modality=_MODALITIES[number % 5],  # type: ignore[arg-type]
        words=(spans[0],),
    )
    start = spans[1].start
    end = text.index(".\n\n", spans[4].end) + 1
    saying = Saying(
        id=f"s_{number:012d}",
        article=article.ref(),
        sentence=Span(text[start:end], start, end),
        source=(source, source),
        status=status,
        event=event,
        confidence=0.5,
        why=payload,
        coder=CODER,
    )
    return article, saying


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def build(place: Path) -> Path:
    """A dossier of all of them."""
    with Dossier(place, create=True) as dossier:
        for number in range(NUMBER):
            article, saying = hostile(number)
            dossier.keep(article, [saying], CODER, how=article.title or "")
            if number < len(PAYLOADS):
                dossier.keep_failure(f"file {number}", "ReadError", article.title or "")
        dossier.bring_up_to_date()
    return place
