"""The HTML page: nothing of an article is ever markup, every link leads somewhere, and every mark stands on its words."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from allegedly.export.page import page
from allegedly.export.segments import Mark, paragraph_of, paragraphs, segments
from allegedly.model import Article, Event, Incident, Saying, Span, Status, make_article
from made_up import CODER, saying, strike


class _Reader(HTMLParser):
    """Collects tags, ids, links, and the plain text of the annotated paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.texts: list[str] = []
        self.classes: dict[str, list[str]] = {}
        self._depth = 0
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"] or "")
        for name in ("href", "src"):
            if name in given:
                link = given[name] or ""
                (self.links if link.startswith("#") else self.addresses).append(link)
        if tag == "p" and given.get("class") == "text":
            self.texts.append("")
            self._depth = 1
        elif self._depth and tag == "a":
            self._skip += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._depth = 0
        elif tag == "a" and self._skip:
            self._skip -= 1

    def handle_data(self, data: str) -> None:
        if self._depth and not self._skip:
            self.texts[-1] += data


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def test_every_link_leads_to_something_and_no_two_things_share_an_id() -> None:
    article, sayings = strike()
    incident = Incident(id="i_1", type="ASSAULT", sayings=(sayings[2].id, sayings[3].id), denied=1)
    reader = _read(page([(article, sayings), (make_article("Nothing.", language="en"), [])], [incident]))
    assert len(set(reader.ids)) == len(reader.ids)
    assert {link[1:] for link in reader.links} <= set(reader.ids)
    assert reader.addresses == []
    assert sum(link.startswith("#trigger-") for link in reader.links) == len(sayings)
    assert reader.tags["script"] == 0


def test_the_annotated_text_is_the_text() -> None:
    article, sayings = strike()
    reader = _read(page([(article, sayings)]))
    assert reader.texts == article.text.split("\n\n")[1:]


def test_statuses_are_words_beside_the_trigger_and_in_the_list() -> None:
    article, sayings = strike()
    html = page([(article, sayings)])
    assert re.search(
        r'class="trigger [^"]*\bdenied\b[^"]*"[^<]*<i[^>]*></i>fired on</span><a[^>]*>4<span class="said">⊘ denied</span></a>',
        html,
    )
    assert len(re.findall(r'<span class="status denied-ink"><span aria-hidden="true">⊘</span> denied</span>', html)) == 1


def test_markup_in_an_article_stays_text_wherever_it_comes_from() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;{{ 7*7 }}</style>"
    text = f"Wolves killed sheep {evil}."
    article = make_article(
        text, title=evil, publisher=evil, url='javascript:alert("3")', language='en" onload="x', origin=evil, notes=(evil,)
    )
    one = saying(
        article, text, "killed", "ASSAULT", actors=("Wolves",), recipients=(f"sheep {evil}",), source=((evil, "killed"),)
    )
    incident = Incident(id="i", type="ASSAULT", sayings=(one.id,), publishers=(evil,), place=evil, reason=evil)
    html = page([(article, [one])], [incident], title=evil)
    reader = _read(html)
    assert reader.tags["script"] == reader.tags["img"] == 0
    assert html.count("</style>") == 1
    assert "49" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert reader.addresses == []
    assert reader.texts == [text]


def test_only_web_addresses_become_links() -> None:
    for url, linked in (("https://example.org/a?b=1&c=2", True), ("data:text/html,x", False), (" javascript:x", False)):
        reader = _read(page([(make_article("Text.", url=url, language="en"), [])]))
        assert reader.addresses == ([url] if linked else [])


def test_control_characters_and_lone_surrogates_can_be_written() -> None:
    html = page([(make_article("a\x00b\x08c\ud800d\x85e", language="en"), [])])
    assert "a�b�c�d�e" in html
    html.encode("utf-8")


def test_several_sayings_on_one_trigger_are_all_linked() -> None:
    article, sayings = strike()
    first = sayings[2]
    second = Saying(
        id="s_other",
        article=first.article,
        sentence=first.sentence,
        status=Status(),
        event=Event(type="COERCE", trigger=first.event.trigger),
        coder=CODER,
    )
    html = page([(article, [first, second])])
    assert re.search(
        r'id="trigger-1-1"></i><i class="spot t2" id="trigger-1-2"></i>killed</span><a[^>]*>1</a><a[^>]*>2</a>', html
    )


def test_a_title_inside_a_paragraph_becomes_the_heading() -> None:
    text = "Wolves at large\nThey killed sheep."
    article = make_article(text, title="Wolves at large", title_span=(0, 15), language="en")
    html = page([(article, [])])
    assert re.search(r'<h2 id="article-1-title" dir="auto">Wolves at large</h2>', html)
    assert _read(html).texts == ["\nThey killed sheep."]


def test_equal_input_gives_equal_bytes() -> None:
    article, sayings = strike()
    assert page([(article, sayings)]) == page([(article, sayings)])


_MARKS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Mark(min(pair), max(pair), "actor", 1)), max_size=12
)


@given(text=st.text(min_size=1, max_size=40), marks=_MARKS, edges=st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_pieces_join_to_the_text_and_know_exactly_their_marks(text: str, marks: list[Mark], edges: tuple[int, int]) -> None:
    start, end = sorted(min(edge, len(text)) for edge in edges)
    pieces = segments(text, start, end, marks)
    assert "".join(piece.text for piece in pieces) == text[start:end]
    for piece in pieces:
        for at in range(piece.start, piece.start + len(piece.text)):
            assert Counter(piece.marks) == Counter(mark for mark in marks if mark.start <= at < mark.end)


@given(st.text(alphabet="a \n\t\r\u00a0", max_size=60))
def test_paragraphs_hold_every_word_once(text: str) -> None:
    borders = paragraphs(text)
    assert "".join("".join(text[start:end].split()) for start, end in borders) == "".join(text.split())
    for number, (start, end) in enumerate(borders):
        assert paragraph_of(start, borders) == paragraph_of(end - 1, borders) == number


@given(st.text(max_size=80))
def test_any_text_makes_a_page_that_can_be_written(text: str) -> None:
    article: Article = make_article(text, title=text, publisher=text, language="en")
    sayings = (
        [
            Saying(
                id="s_1",
                article=article.ref(),
                sentence=Span.cut(text, 0, len(text)),
                status=Status(),
                event=Event(type="ASSAULT", trigger=Span.cut(text, 0, 1)),
                coder=CODER,
            )
        ]
        if text
        else []
    )
    assert page([(article, sayings)]).encode("utf-8").endswith(b"</html>\n")
