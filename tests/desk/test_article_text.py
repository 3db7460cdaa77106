"""An article in pieces is the article: no word is lost or doubled, whatever lies over what."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.desk.alignment import order_of
from allegedly.desk.article_text import copied_passages, lay_out, lay_out_sentence, told_in
from allegedly.incidents.copies import find_copies
from allegedly.model import Actor, Article, CoderRef, Event, Saying, Span, Status, make_article
from made_up import strike


def saying(
    article: Article, trigger: tuple[int, int], actor: tuple[int, int] | None, recipient: tuple[int, int] | None
) -> Saying:
    def party(place: tuple[int, int] | None) -> tuple[Actor, ...]:
        return () if place is None else (Actor(text=article.text[slice(*place)], start=place[0], end=place[1]),)

    return Saying(
        id=f"s_{trigger[0]}_{trigger[1]}",
        article=article.ref(),
        sentence=Span(article.text, 0, len(article.text)),
        status=Status(),
        event=Event(
            type="ASSAULT",
            trigger=Span(article.text[slice(*trigger)], *trigger),
            actors=party(actor),
            recipients=party(recipient),
        ),
        coder=CoderRef(name="made", version="1"),
    )


TEXTS = st.text(alphabet=st.sampled_from("ab \n\r<&é漢אש\u202e😀"), min_size=4, max_size=60)


@given(TEXTS, st.data())
@settings(max_examples=150, deadline=None)
def test_the_pieces_joined_are_the_text(text: str, data: st.DataObject) -> None:
    article = make_article(text)
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: (min(pair), max(pair)))
    said = [saying(article, data.draw(place), data.draw(st.none() | place), data.draw(st.none() | place)) for _ in range(3)]
    paragraphs = lay_out(article, told_in(said))
    joined = "".join(piece.text for paragraph in paragraphs for piece in paragraph.pieces)
    assert "".join(joined.split()) == "".join(text.split())
    for paragraph in paragraphs:
        assert "".join(piece.text for piece in paragraph.pieces) in text
    for one in said:
        assert "".join(piece.text for piece in lay_out_sentence(one)) == text


def test_every_saying_begins_and_ends_once_and_its_words_know_it() -> None:
    article, said = strike()
    told = told_in(said)
    pieces = [piece for paragraph in lay_out(article, told) for piece in paragraph.pieces]
    for one in told:
        assert sum(one in piece.begins for piece in pieces) == 1
        assert sum(one in piece.ends for piece in pieces) == 1
        assert any("trigger" in piece.roles and one.kind in piece.roles for piece in pieces if one.number in piece.sayings)


def test_copied_words_name_their_first_printing() -> None:
    words = "Police fired tear gas at thousands of miners who had gathered before the city hall of Aktau on Tuesday evening"
    first = make_article(f"{words}.", publisher="First", published="2022-01-01")
    second = make_article(f"{words}.", publisher="Second", published="2022-01-02")
    third = make_article(f"Our reporter writes. {words}. Nobody else saw it.", publisher="Third", published="2022-01-03")
    copied = copied_passages(third, find_copies([first, second, third]))
    assert [one.copy.earlier.publisher for one in copied] == ["First"]
    pieces = [piece for paragraph in lay_out(third, [], copied) for piece in paragraph.pieces]
    assert "".join(piece.text for piece in pieces if piece.copied) == third.text[copied[0].start : copied[0].end]
    assert sum(piece.copied_begins for piece in pieces) == 1
    assert copied_passages(first, find_copies([first, second, third])) == []


def test_who_stands_first_is_told_by_places() -> None:
    article = make_article("miners were shot by police")
    assert order_of(saying(article, (12, 16), (20, 26), (0, 6))) == "done-to first, doer after"
    assert order_of(saying(article, (12, 16), None, (0, 6))) == "done-to first, no doer named"
    active = make_article("police shot miners")
    assert order_of(saying(active, (7, 11), (0, 6), (12, 18))) == "doer first"
    assert order_of(saying(active, (7, 11), None, None)) == "no doer named"
