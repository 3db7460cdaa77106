import importlib.util
import random
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import UsageError
from allegedly.incidents.alignment import equal_runs
from allegedly.incidents.copies import Copy, find_copies, first_printed, independent_articles, witness_of
from allegedly.incidents.minhash import WORD
from allegedly.model import Article, Span, from_json, make_article, to_json
from allegedly.read import read

ROOT = Path(__file__).parent.parent.parent
LEAD = (
    "Soldiers closed the bridge over the river on Monday and turned back every lorry that carried food to the northern villages."
)
QUOTE = (
    "We have flour for three days and after that we shall eat the seed, said the mayor of the largest village on the far bank."
)
DENIAL = "The defence ministry denied that any road was closed and said that repairs to the railing would be over by the weekend."
OTHER = (
    "Members of the town council voted late in the evening to keep the swimming pool open through the winter despite its cost."
)


def article(*sentences: str, id: str, published: str | None = "2022-01-05", publisher: str | None = None) -> Article:
    return make_article(" ".join(sentences), id=id, published=published, publisher=publisher)


def filler(seed: int, sentences: int = 6) -> str:
    """Sentences that no other seed gives."""
    chosen = random.Random(seed)
    return " ".join(" ".join(f"w{seed}x{chosen.randrange(400)}" for _ in range(14)) + "." for _ in range(sentences))


def pairs(copies: list[Copy]) -> list[tuple[str, str]]:
    return [(copy.later.id, copy.earlier.id) for copy in copies]


def words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def check(copies: list[Copy], articles: list[Article]) -> None:
    """Every passage slices exactly, and its runs are equal words."""
    texts = {one.id: one.text for one in articles}
    for copy in copies:
        assert 0 < copy.earlier_share <= 1
        assert 0 < copy.later_share <= 1
        for passage in copy.passages:
            passage.earlier.check(texts[copy.earlier.id])
            passage.later.check(texts[copy.later.id])
            ours, theirs = words(passage.earlier.text), words(passage.later.text)
            for earlier, later, size in passage.runs:
                assert ours[earlier : earlier + size] == theirs[later : later + size]
            assert passage.runs[0][:2] == (0, 0)
            assert (passage.runs[-1][0] + passage.runs[-1][2], passage.runs[-1][1] + passage.runs[-1][2]) == (
                len(ours),
                len(theirs),
            )


# --- what a copy is


def test_a_reprint_under_a_new_head_is_a_copy_of_the_earlier_one():
    wire = article("Bridge closed.", LEAD, QUOTE, DENIAL, id="z", published="2022-01-04")
    paper = article("Hunger feared beyond the river", LEAD, QUOTE, DENIAL, id="a", published="2022-01-05")
    (copy,) = find_copies([paper, wire])
    assert (copy.earlier.id, copy.later.id, copy.order) == ("z", "a", "date")
    (passage,) = copy.passages
    assert passage.later.text == f"{LEAD} {QUOTE} {DENIAL}".rstrip(".")
    assert copy.later_share == pytest.approx(len(words(passage.later.text)) / len(words(paper.text)))
    check([copy], [wire, paper])


def test_one_sentence_taken_over_is_found_among_much_other_text():
    wire = article(filler(1), QUOTE, filler(2), id="a")
    paper = article(filler(3, 20), QUOTE, filler(4, 20), id="b")
    (copy,) = find_copies([wire, paper])
    assert [passage.later.text for passage in copy.passages] == [QUOTE.rstrip(".")]
    assert copy.later_share < 0.1


def test_passages_in_another_order_are_two_passages():
    (copy,) = find_copies([article(LEAD, filler(1), QUOTE, id="a"), article(QUOTE, filler(2), LEAD, id="b")])
    assert [passage.later.text for passage in copy.passages] == [QUOTE.rstrip("."), LEAD.rstrip(".")]


@pytest.mark.parametrize(
    "changed",
    [
        LEAD.replace("Monday", "Tuesday"),
        LEAD.upper(),
        LEAD.replace(" ", "\n  "),
        LEAD.replace("the bridge", "“the bridge”").replace("on Monday", "— on Monday —"),
        LEAD.replace("on Monday", "on Monday, according to the agency, which quoted two drivers,"),
        LEAD.replace("every lorry", "lorries"),
    ],
)
def test_small_changes_leave_one_passage(changed):
    (copy,) = find_copies([article(filler(1), LEAD, id="a"), article(filler(2), changed, id="b")])
    (passage,) = copy.passages
    assert words(passage.earlier.text) == words(LEAD)
    assert words(passage.later.text) == words(changed)


def test_eleven_words_are_no_copy_and_twelve_are():
    eleven, twelve = " ".join(LEAD.split()[:11]), " ".join(LEAD.split()[:12])
    assert find_copies([article(filler(1), eleven, filler(2), id="a"), article(filler(3), eleven, filler(4), id="b")]) == []
    assert len(find_copies([article(filler(1), twelve, filler(2), id="a"), article(filler(3), twelve, filler(4), id="b")])) == 1


def test_a_shared_phrase_elsewhere_is_no_passage_of_a_copy():
    phrase = " ".join(DENIAL.split()[:8])
    wire, paper = article(LEAD, filler(1), phrase, filler(2), id="a"), article(LEAD, filler(3), phrase, filler(4), id="b")
    (copy,) = find_copies([wire, paper])
    assert [passage.later.text for passage in copy.passages] == [LEAD.rstrip(".")]


@settings(max_examples=200, deadline=None)
@given(*[st.lists(st.integers(1, 2), min_size=20, max_size=40)] * 2)
def test_no_word_of_the_later_text_is_in_two_runs(earlier, later):
    ours, theirs = np.array(earlier, dtype=np.uint32), np.array(later, dtype=np.uint32)
    used = [0] * len(later)
    for run in equal_runs(ours, theirs):
        assert earlier[run.earlier : run.earlier + run.size] == later[run.later : run.later + run.size]
        for word in range(run.later, run.later + run.size):
            used[word] += 1
    assert max(used, default=0) <= 1


def test_a_short_post_is_a_copy_only_when_all_of_it_is():
    post = "The bridge is closed again today"
    assert pairs(find_copies([article(post, id="a"), article(post + "!", id="b"), article(post, "More soon", id="c")])) == [
        ("b", "a")
    ]


def test_different_reports_of_one_happening_are_no_copies():
    assert find_copies([article(LEAD, QUOTE, id="a"), article(DENIAL, OTHER, id="b")]) == []


# --- which is earlier


def test_without_a_date_an_article_comes_after_those_that_have_one():
    undated = article(LEAD, QUOTE, id="a", published=None)
    dated = article(LEAD, QUOTE, DENIAL, id="b", published="2022-03-01")
    (copy,) = find_copies([undated, dated])
    assert (copy.earlier.id, copy.later.id, copy.order) == ("b", "a", "id")


def test_on_one_day_the_id_decides_and_the_copy_says_so():
    (copy,) = find_copies([article(LEAD, QUOTE, id="b"), article(LEAD, QUOTE, DENIAL, id="a")])
    assert (copy.earlier.id, copy.later.id, copy.order) == ("a", "b", "id")


def test_a_hundred_reprints_are_copies_of_the_first_and_of_no_other():
    first = article(LEAD, QUOTE, DENIAL, id="first", published="2022-01-01")
    reprints = [article(f"Head {n}.", LEAD, QUOTE, DENIAL, id=f"r{n:03}", publisher=f"Paper {n}") for n in range(100)]
    assert pairs(find_copies([*reprints, first])) == [(one.id, "first") for one in reprints]


def test_words_added_by_a_reprint_lead_to_it():
    wire = article(filler(1), LEAD, id="a", published="2022-01-01")
    paper = article(LEAD, QUOTE, filler(2), id="b", published="2022-01-02")
    blog = article(filler(3), LEAD, QUOTE, id="c", published="2022-01-03")
    assert pairs(find_copies([wire, paper, blog])) == [("b", "a"), ("c", "a"), ("c", "b")]


def test_the_order_of_the_input_makes_no_difference():
    made = [article(filler(n % 7), LEAD if n % 3 else QUOTE, filler(100 + n), id=f"{n:02}", published=None) for n in range(20)]
    shuffled = made.copy()
    random.Random(3).shuffle(shuffled)
    assert find_copies(made) == find_copies(shuffled) != []


# --- stock words


def test_a_footer_under_many_articles_of_one_publisher_joins_nothing():
    footer = "Subscribe to our letter to read more about the region every morning before breakfast and support free reporting."
    made = [article(filler(n), footer, id=f"{n:02}", publisher="Gulf Herald") for n in range(10)]
    assert find_copies(made) == []
    stolen = [article(filler(1), filler(77), footer, id="later", published="2022-02-01", publisher="Gulf Herald")]
    (copy,) = find_copies(made + stolen)
    assert (copy.earlier.id, copy.later.id) == ("01", "later")
    assert all("Subscribe" not in passage.later.text for passage in copy.passages)


def test_a_word_by_chance_equal_before_a_footer_changes_nothing():
    footer = "Subscribe to our letter to read more about the region every morning before breakfast and support free reporting."
    made = [article(filler(n), "river" if n % 4 == 0 else "", footer, id=f"{n:02}", publisher="Gulf Herald") for n in range(12)]
    assert find_copies(made) == []


def test_words_in_very_many_articles_join_nothing():
    made = [article(filler(n), QUOTE, filler(100 + n), id=f"{n:03}") for n in range(12)]
    assert len(find_copies(made)) == 11
    assert find_copies(made, common_in=10) == []


def test_reprints_of_one_text_do_not_make_its_words_common():
    made = [article(f"Head number {n}.", LEAD, QUOTE, DENIAL, OTHER, id=f"{n:03}", publisher="Gulf Herald") for n in range(30)]
    assert len(find_copies(made, common_in=10)) == 29


# --- where a sentence was first printed


def span_of(one: Article, sentence: str) -> Span:
    start = one.text.index(sentence)
    return Span.cut(one.text, start, start + len(sentence))


def test_each_sentence_knows_where_it_was_first_printed():
    edited = QUOTE.replace("three days", "four days")
    wire = article(filler(1), QUOTE, id="a", published="2022-01-01", publisher="Steppe Wire")
    paper = article(filler(2), edited, DENIAL, id="b", published="2022-01-02")
    blog = article(edited, DENIAL, OTHER, id="c", published="2022-01-03")
    printings = first_printed(find_copies([wire, paper, blog]))
    quoted = printings.of(blog, span_of(blog, edited))
    assert (quoted.article.publisher, quoted.span, quoted.order) == ("Steppe Wire", span_of(wire, QUOTE.rstrip(".")), "date")
    assert printings.of(blog, span_of(blog, DENIAL)).article == paper.ref()
    own = printings.of(blog.ref(), span_of(blog, OTHER))
    assert (own.article, own.span) == (blog.ref(), span_of(blog, OTHER))


def test_a_part_of_a_passage_is_carried_back_to_its_own_words():
    wire, blog = article(LEAD, QUOTE, id="a", published="2022-01-01"), article(filler(1), LEAD.lower(), QUOTE, id="b")
    printing = first_printed(find_copies([wire, blog])).of(blog, span_of(blog, "turned back every lorry"))
    assert printing.span == span_of(wire, "turned back every lorry")


def test_words_that_came_through_a_second_hand_are_followed_to_the_first():
    half = " ".join(LEAD.split()[:10])
    wire = article(filler(1), QUOTE, LEAD, id="a", published="2022-01-01")
    mixed = half + " while the ferry stayed at its berth."
    paper = article(QUOTE, mixed, id="b", published="2022-01-02")
    blog = article(filler(2), mixed, id="c", published="2022-01-03")
    copies = find_copies([wire, paper, blog])
    assert pairs(copies) == [("b", "a"), ("c", "b")]
    printing = first_printed(copies).of(blog, span_of(blog, mixed))
    assert (printing.article, printing.span) == (wire.ref(), span_of(wire, half))


def test_first_printed_says_when_it_rests_on_ids():
    printings = first_printed(find_copies([article(LEAD, id="a"), article(LEAD, id="b")]))
    assert printings.of(article(LEAD, id="b"), Span(LEAD, 0, len(LEAD))).order == "id"


# --- independent articles


def test_articles_that_share_most_of_their_text_count_as_one():
    wire = article(LEAD, QUOTE, DENIAL, id="a", published="2022-01-01")
    short = article("In brief.", LEAD, id="b")
    own = article(LEAD, filler(1), id="c")
    alone = article(OTHER, id="d")
    made = [alone, own, short, wire]
    copies = find_copies(made)
    assert [[one.id for one in group] for group in independent_articles(made, copies)] == [["a", "b"], ["c"], ["d"]]
    assert len(independent_articles(made, copies, share=0.1)) == 2


@pytest.mark.parametrize(("published", "witnesses"), [("2022-01-05", 1), ("2022-01-06", 2)])
def test_which_article_grew_matters_only_when_it_is_known(published, witnesses):
    short, long = article(LEAD, id="a"), article(LEAD, filler(1), id="b", published=published)
    assert len(independent_articles([short, long], find_copies([short, long]))) == witnesses


def test_two_reprints_of_an_absent_text_are_still_one():
    wire = article(LEAD, QUOTE, DENIAL, id="a", published="2022-01-01")
    half, rest = article(LEAD, QUOTE, id="b"), article(DENIAL, "Nothing more.", id="c")
    copies = find_copies([wire, half, rest])
    assert len(independent_articles([half, rest], copies)) == 1
    assert len(independent_articles([half, rest], [])) == 2
    assert witness_of([rest, half], copies) == {"b": "b", "c": "b"}
    assert witness_of([rest, half, wire], copies) == {"a": "a", "b": "a", "c": "a"}


# --- errors, odd text, offsets


def test_errors_say_what_to_do():
    with pytest.raises(UsageError, match="give each version its own"):
        find_copies([article(LEAD, id="a"), article(QUOTE, id="a")])
    with pytest.raises(UsageError, match="at least 1"):
        find_copies([], common_in=0)
    with pytest.raises(UsageError, match="above 0"):
        independent_articles([], [], share=0)


def test_an_article_given_twice_counts_once():
    assert find_copies([article(LEAD, id="a"), article(LEAD, id="a")]) == []


@pytest.mark.parametrize("text", ["", " ", "word", "🔥🔥🔥", "\x00", "\ud800", "‮", "_ _ _ _ _ _", "…!?"])
def test_text_without_five_words_is_data_and_no_copy(text):
    assert find_copies([article(text, id="a"), article(text, id="b"), article(LEAD, id="c")]) == []


@pytest.mark.parametrize(
    "text",
    [
        "أغلق الجنود الجسر فوق النهر يوم الاثنين وأعادوا كل شاحنة تحمل الطعام إلى القرى الشمالية في البلاد",
        "Солдаты закрыли мост через реку в понедельник и вернули все грузовики с едой в северные деревни области",
        "🔥 ".join(LEAD.split()),
        "straße İstanbul ﬁne " + LEAD,
        "a " * 500_000,
        " ".join(str(n) for n in range(150_000)),
    ],
    ids=["right-to-left", "cyrillic", "emoji", "changing-length", "one-word", "a-megabyte"],
)
def test_odd_and_long_text_is_compared_like_any_other(text):
    made = [article(text, id="a"), article("Head.", text, id="b")]
    (copy,) = find_copies(made)
    assert copy.later_share > 0.9
    check([copy], made)


PIECES = st.sampled_from(
    [LEAD, QUOTE, DENIAL, OTHER, LEAD.upper(), QUOTE.replace("three", "four"), "\r\n\n", "🔥", "ß İ", "“", "said"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=8), max_size=5))
def test_passages_slice_exactly_whatever_the_texts(drawn):
    made = [make_article(" ".join(parts), id=f"{n}") for n, parts in enumerate(drawn)]
    copies = find_copies(made)
    check(copies, made)
    printings = first_printed(copies)
    for copy in copies:
        for passage in copy.passages:
            printing = printings.of(copy.later, passage.later)
            printing.span.check(made[int(printing.article.id)].text)
            assert printing.article.id < copy.later.id
    assert sorted(one.id for group in independent_articles(made, copies) for one in group) == [one.id for one in made]


def test_a_copy_survives_json():
    (copy,) = find_copies([article(LEAD, id="a"), article(LEAD, id="b")])
    assert from_json(to_json(copy), Copy) == copy


# --- whole collections


def test_the_sample_dossier_has_its_three_reprints_and_no_other():
    made = [one for one in read([ROOT / "samples" / "kazakhstan-2022"]) if isinstance(one, Article)]
    copies = find_copies(made)
    check(copies, made)
    names = {one.id: Path(one.origin or "").name for one in made}
    found = {frozenset((names[copy.earlier.id], names[copy.later.id])) for copy in copies}
    assert found == {
        frozenset(("04-steppe-wire-almaty-clashes.txt", "05-harbour-gazette-almaty-clashes.txt")),
        frozenset(("09-steppe-wire-csto.txt", "10-republic-herald-peacekeepers.txt")),
        frozenset(("23-withdrawal-and-toll.jsonl:2", "23-withdrawal-and-toll.jsonl:3")),
    }
    runs = {names[one.id]: {tuple(words(one.text)[n : n + 12]) for n in range(len(words(one.text)) - 11)} for one in made}
    assert found == {frozenset(pair) for pair in combinations(runs, 2) if runs[pair[0]] & runs[pair[1]]}
    assert len(independent_articles(made, copies)) == 25


def test_planted_copies_are_found_and_nothing_else():
    spec = importlib.util.spec_from_file_location("bench_copies", ROOT / "tools" / "bench_copies.py")
    assert spec
    assert spec.loader
    bench = importlib.util.module_from_spec(spec)
    sys.modules["bench_copies"] = bench
    spec.loader.exec_module(bench)
    result = bench.measure(1500, seed=2)
    assert result["recall"] == {"edited": 1, "paragraph": 1, "reprint": 1, "shortened": 1}
    assert result["words_recall"] > 0.97
