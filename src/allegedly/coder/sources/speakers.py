"""Who speaks a direct quotation: the cue beside it, before it or after it, or the one of the quotation that it runs on from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from allegedly.coder.parts import Mention
from allegedly.coder.sources.candidate import Candidate, Range, Readings
from allegedly.coder.sources.quotations import Quotation, find_quotations
from allegedly.coder.sources.tree import VERBAL, Tree
from allegedly.coder.sources.verbs import cue_tokens, subject, word_of

_REACH = 14  # tokens between a quotation and its cue
_FINISHED = frozenset(".,?!—–-…;")
_FULL = 4  # words that a quotation must have to be taken for speech rather than for a quoted expression


@dataclass(slots=True)
class Quoted:
    """A quotation in tokens: ``[start, end)`` with its marks, and whether it reads as speech of its own."""

    start: int
    end: int
    speech: bool
    open: bool
    paragraph: int
    starts_paragraph: bool


@dataclass(slots=True)
class Speech:
    """Quotations that one cue introduces; ``head`` is null for a quotation that nobody was found for."""

    head: int | None
    quotes: list[Quoted] = field(default_factory=list)


def quoted_ranges(tree: Tree) -> list[Quoted]:
    """The quotations of a text as token ranges."""
    doc, text = tree.doc, tree.text
    spans = find_quotations(text)
    if not spans:
        return []
    starts = [token.idx for token in doc]
    breaks = [i for i, letter in enumerate(text) if letter == "\n"]
    found = []
    for span in spans:
        quote = _in_tokens(tree, starts, span)
        if quote is None:
            continue
        start, end = quote
        paragraph = bisect_left(breaks, span.start)
        begin = breaks[paragraph - 1] + 1 if paragraph else 0
        inside = text[span.start : span.end].strip("\"“”'`«»„ \n")
        words = len(inside.split())
        finished = inside[-1:] in _FINISHED or span.open
        # A sentence or a good part of one is speech; a short expression in marks ("so-called "reform"") is not, unless
        # it is a whole utterance ("Never!").
        speech = bool(inside) and (
            (words >= _FULL and (finished or not inside[0].islower())) or (inside[0].isupper() and inside[-1] in ",?!")
        )
        found.append(Quoted(start, end, speech, span.open, paragraph, not text[begin : span.start].strip()))
    return found


def _in_tokens(tree: Tree, starts: list[int], span: Quotation) -> Range | None:
    start = bisect_right(starts, span.start) - 1
    end = bisect_left(starts, span.end)
    while end > start and tree.doc[end - 1].is_space:
        end -= 1
    return (start, end) if 0 <= start < end else None


def speeches(tree: Tree, quotes: list[Quoted], speaks: Callable[[int], bool]) -> list[Speech]:
    """Quotations grouped by the cue that introduces them; ``speaks`` says whether a verb can introduce a quotation."""
    found: list[Speech] = []
    last: Speech | None = None
    taken: dict[int, Speech] = {}
    spoken = [quote for quote in quotes if quote.speech]
    for n, quote in enumerate(spoken):
        following = spoken[n + 1].start if n + 1 < len(spoken) else tree.size
        earlier = spoken[n - 1] if n else None
        head = _cue_after(tree, quote, following, speaks)
        if head is None:
            head = _cue_before(tree, quote, earlier.end if earlier else 0, speaks)
        if head is not None:
            if head in taken:
                taken[head].quotes.append(quote)
                last = taken[head]
            else:
                last = taken[head] = Speech(head, [quote])
                found.append(last)
            continue
        if last is not None and _runs_on(tree, last.quotes[-1], quote, last.head):
            last.quotes.append(quote)
            continue
        last = Speech(None, [quote])
        found.append(last)
    return found


def _runs_on(tree: Tree, before: Quoted, quote: Quoted, head: int | None) -> bool:
    """Whether a quotation without a cue goes on from the one before it."""
    if quote.paragraph == before.paragraph:
        between = range(before.end, quote.start)
        if head is not None and head in between:
            stops = sum(tree.doc[i].text in (".", "?", "!") for i in between)
            return stops <= 1
        return len(between) <= 2
    if not quote.starts_paragraph:
        return False
    # The next paragraph opens with a mark: only when nothing but its own cue followed the quotation before.
    end = max(before.end, (head or 0) + 1)
    gap = [i for i in range(end, quote.start) if not tree.doc[i].is_space]
    return sum(tree.doc[i].text in (".", "?", "!") for i in gap) <= 1 and len(gap) <= 16


def _cue_after(tree: Tree, quote: Quoted, limit: int, speaks: Callable[[int], bool]) -> int | None:
    doc = tree.doc
    ended = doc[max(quote.start, quote.end - 2)].text == "." and quote.end - quote.start > 2
    at = quote.end
    stop = min(limit, quote.end + _REACH + 12)
    first = None
    for i in range(at, stop):
        text = doc[i].text
        if "\n" in text or (text in (".", "?", "!", ";") and i > at):
            break
        if i - at > _REACH and first is None:
            # A long apposition may stand between name and verb; give up only where no subject is open.
            break
        if tree.tag[i] in VERBAL and speaks(i):
            who = subject(tree, i)
            if who is not None and at <= who < stop and (not ended or i - at <= 5):
                first = i
                break
            if tree.tag[i] == "VBN" or (who is not None and who < at and tree.dep[i] in ("relcl", "acl")):
                continue
            if not ended and tree.tag[i] in ("VBD", "VBZ", "VBP") and i - at <= 3:
                first = i
                break
    return first


def _cue_before(tree: Tree, quote: Quoted, limit: int, speaks: Callable[[int], bool]) -> int | None:
    doc = tree.doc
    i = quote.start - 1
    if i < limit:
        return None
    if doc[i].is_space:
        # "He said:" on a line of its own.
        while i > limit and doc[i].is_space:
            i -= 1
        if doc[i].text != ":":
            return None
    if doc[i].text in (".", "?", "!", ";"):
        return None
    near = doc[i].text in (",", ":")
    for k in range(i, max(limit, i - _REACH - 6) - 1, -1):
        text = doc[k].text
        if k < i and ("\n" in text or text in (".", "?", "!", ";")):
            return None
        if tree.tag[k] in VERBAL and speaks(k):
            if near or i - k <= 4 or tree.head[quote.start] == k:
                return k
            return None
    return None


def read_quotations(readings: Readings) -> None:
    """Add a reading for each cue that introduces quotations, with all of the quotations that it introduces."""
    tree, verbs = readings.tree, readings.cues.quotation
    quotes = quoted_ranges(tree)
    if not quotes:
        return
    readings.quotes = [(quote.start, quote.end) for quote in quotes]
    clauses = {c.head: c for c in readings.found if c.construction in ("clause", "aside")}
    for speech in speeches(tree, quotes, lambda verb: tree.lemma(verb) in verbs):
        if speech.head is None:
            continue
        word = word_of(tree, speech.head)
        share = readings.cues.share(word, "quotation")
        if share < readings.floor:
            continue
        content = [(quote.start, quote.end) for quote in speech.quotes]
        _with_words_before(content, clauses.get(speech.head))
        cue = cue_tokens(tree, speech.head)
        readings.found.append(Candidate(speech.head, word, "quotation", cue, _speaker(tree, speech), content, share))


def _speaker(tree: Tree, speech: Speech) -> Mention | None:
    """Who speaks: the subject of the cue, cut where it would run into a quotation."""
    assert speech.head is not None
    who = subject(tree, speech.head)
    if who is None:
        return None
    mention = tree.whole(who)
    if mention.start <= speech.head < mention.end:
        mention = Mention(who, who + 1, who)
    for quote in speech.quotes:
        if quote.start <= who < quote.end:
            return None
        if mention.start < quote.end and quote.start < mention.end:
            if who >= quote.end:
                mention.start = quote.end
            else:
                mention.end = quote.start
    mention.start, mention.end = tree.trim(mention.start, mention.end)
    return mention if mention.start <= who < mention.end else Mention(who, who + 1, who)


def _with_words_before(content: list[Range], clause: Candidate | None) -> None:
    """Give a quotation the words that are said with it in the same clause ("On that day \"we were afraid,\" she said")."""
    if clause is None:
        return
    first = content[0]
    for start, end in clause.content:
        if start < first[0] < end:
            content[0] = (start, first[1])
            return
