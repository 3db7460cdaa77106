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

_STOPS = frozenset({".", "?", "!", ";"})
_ENDS = frozenset({".", "?", "!", ".”", "”", '"', "''", "»", "'", "’"})
_MAY_RESUME = _ENDS | {",", ":", ";", "—", "–", "--", ")"}
_PARAGRAPH = 400  # tokens in which the last speaker of a paragraph is looked for
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_APPOSITION = 45  # tokens that may stand between a quotation and its cue when they describe the speaker
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
        inside = text[span.start : span.end].strip("\"“”'`«»„‘’ \n")
        words = len(inside.split())
        finished = inside[-1:] in _FINISHED or span.open
        # A sentence or a good part of one is speech; a short expression in marks ("so-called "reform"") is not, unless
        # it is a whole utterance ("Never!").
        speech = bool(inside) and (
            (words >= _FULL and (finished or not inside[0].islower())) or (inside[0].isupper() and inside[-1] in ".,?!")
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
    return _joined(found)


def _joined(found: list[Speech]) -> list[Speech]:
    """Give paragraphs of one speech, each opened and none but the last closed, to the cue after the last one."""
    kept: list[Speech] = []
    for speech in found:
        before = kept[-1] if kept else None
        first = speech.quotes[0]
        if (
            before is not None
            and before.head is None
            and speech.head is not None
            and before.quotes[-1].open
            and first.starts_paragraph
            and first.paragraph - before.quotes[-1].paragraph <= 2
        ):
            speech.quotes[:0] = kept.pop().quotes
        kept.append(speech)
    return kept


def _runs_on(tree: Tree, before: Quoted, quote: Quoted, head: int | None) -> bool:
    """Whether a quotation without a cue goes on from the one before it."""
    if quote.paragraph == before.paragraph:
        between = range(before.end, quote.start)
        if len(between) > 1 and tree.doc[quote.start - 1].text not in _MAY_RESUME:
            return False
        if head is not None and head in between:
            return sum(tree.doc[i].text in _STOPS for i in between) <= 1
        return len(between) <= 2
    if not quote.starts_paragraph:
        return False
    # The next paragraph opens with a mark: only when nothing but its own cue followed the quotation before.
    end = max(before.end, (head or 0) + 1)
    gap = [i for i in range(end, quote.start) if not tree.doc[i].is_space]
    return sum(tree.doc[i].text in _STOPS for i in gap) <= 1 and len(gap) <= 16


def _cue_after(tree: Tree, quote: Quoted, limit: int, speaks: Callable[[int], bool]) -> int | None:
    """The cue of "…," X said: the first verb of speech after the mark whose subject stands there too.

    A quotation that ends with a full stop is followed by a new sentence as a rule; then only "…." X said. is taken.
    """
    doc, at = tree.doc, quote.end
    ended = doc[max(quote.start, quote.end - 2)].text == "." and quote.end - quote.start > 2
    reach = 5 if ended else _REACH
    for i in range(at, min(limit, at + _APPOSITION)):
        text = doc[i].text
        if "\n" in text or (text in _STOPS and i > at):
            return None
        if tree.tag[i] not in VERBAL or not speaks(i):
            continue
        if ended and tree.sentence_of[i] != tree.sentence_of[at - 1]:
            return None
        if doc[max(quote.start, quote.end - 2)].text in _STOPS and any(child > i for child in tree.below(i, "ccomp")):
            return None  # "... a lie?" She added that he had fled: what she added is another thing
        who = subject_near(tree, i, at)
        near = i - at <= reach
        if who is not None and at <= who and (near or (not ended and tree.left(who) - at <= 1)):
            return i
        if near and not ended and who is None and tree.tag[i] in _FINITE and i - at <= 3:
            return i
    return None


def _cue_before(tree: Tree, quote: Quoted, limit: int, speaks: Callable[[int], bool]) -> int | None:
    """The cue of X said, "…": the last verb of speech before the mark; before a colon any verb will do ("She snapped back: ")."""
    doc = tree.doc
    i = quote.start - 1
    if i < limit:
        return None
    blank = doc[i].is_space
    while i > limit and doc[i].is_space:
        i -= 1
    mark = doc[i].text
    if mark in _STOPS or (blank and mark != ":"):  # a line of its own may only announce with a colon
        return None
    any_verb = None
    for k in range(i, max(limit, i - _REACH - 6) - 1, -1):
        text = doc[k].text
        if k < i and ("\n" in text or text in _STOPS):
            break
        if tree.tag[k] not in VERBAL or tree.dep[k] in ("aux", "auxpass"):
            continue
        if speaks(k):
            return k if mark in (",", ":") or i - k <= 4 or tree.head[quote.start] == k else None
        if mark == "," or mark == ":":
            if any_verb is None or tree.dep[k] == "ROOT":
                any_verb = k
        else:
            return None
    if any_verb is None or tree.tag[any_verb] not in _FINITE:
        return None
    whole_sentence = doc[max(quote.start, quote.end - 2)].text in _STOPS and quote.end - quote.start > 6
    return any_verb if mark == ":" or (whole_sentence and subject(tree, any_verb) is not None) else None


def subject_near(tree: Tree, verb: int, start: int) -> int | None:
    """The subject of a verb, one that stands from ``start`` on where the parse gives it two."""
    own = [child for child in tree.below(verb, "nsubj", "nsubjpass") if child >= start]
    return own[0] if own else subject(tree, verb)


def read_quotations(readings: Readings, quotes: list[Quoted]) -> None:
    """Add a reading for each cue that introduces quotations, with all of the quotations that it introduces."""
    tree, verbs = readings.tree, readings.cues.quotation
    if not quotes:
        return
    clauses = {c.head: c for c in readings.found if c.construction in ("clause", "trailing clause", "aside")}
    for speech in speeches(tree, quotes, lambda verb: tree.lemma(verb) in verbs):
        if speech.head is None:
            readings.uncued.extend((quote.start, quote.end) for quote in speech.quotes if _opens_sentence(tree, quote))
            continue
        readings.quoting.add(speech.head)
        word = word_of(tree, speech.head)
        share = readings.cues.share(word, "quotation")
        if share < readings.floor:
            continue
        content = [(quote.start, quote.end) for quote in speech.quotes]
        _with_words_before(content, clauses.get(speech.head))
        cue = cue_tokens(tree, speech.head)
        readings.found.append(Candidate(speech.head, word, "quotation", cue, _speaker(tree, speech), content, share))


def _opens_sentence(tree: Tree, quote: Quoted) -> bool:
    """Whether a quotation stands as a sentence of its own, not as an expression inside one."""
    i = quote.start - 1
    return i >= 0 and not tree.doc[i].is_space and tree.doc[i].text in _ENDS and quote.end - quote.start > _FULL


def run_on(readings: Readings, chosen: list[Candidate]) -> list[Candidate]:
    """Give quotations without a cue to whoever spoke last in their paragraph; returns ``chosen`` with those that became their own.

    Right after the sentence of that speaker the quotation is a further piece of what was said; further on it is an
    attribution without a cue, *carried* from the earlier mention. Where nobody spoke before in the paragraph it is left alone.
    """
    tree = readings.tree
    extra: list[Candidate] = []
    heads = [c.head for c in chosen]
    for start, end in readings.uncued:
        near = chosen[bisect_left(heads, start - _PARAGRAPH) : bisect_left(heads, end + _PARAGRAPH)]
        if any(first < end and start < last for c in near for first, last in c.content):
            continue
        before = [c for c in near if c.head < start and c.source is not None and readings.cues.kind(c.word) == "speech"]
        before = [c for c in before if not any(first <= c.head < last for o in near for first, last in o.content)]
        if not before:
            continue
        last_spoken = before[-1]
        spoken_to = max(last_spoken.head + 1, last_spoken.content[-1][1])
        if spoken_to > start or any("\n" in tree.doc[i].text for i in range(min(last_spoken.head, start), start)):
            continue
        sentences = tree.sentence_of[start - 1] - tree.sentence_of[spoken_to - 1]
        if sentences == 0:
            last_spoken.content.append((start, end))
        else:
            extra.append(
                Candidate(start, "", "carried", [], last_spoken.source, [(start, end)], 1.0, last_spoken.weight, carried=True)
            )
    return sorted([*chosen, *extra], key=lambda c: c.head)


def _speaker(tree: Tree, speech: Speech) -> Mention | None:
    """Who speaks: the subject of the cue, cut where it would run into a quotation."""
    assert speech.head is not None
    before = [quote.end for quote in speech.quotes if quote.end <= speech.head]
    who = subject_near(tree, speech.head, before[-1]) if before else subject(tree, speech.head)
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
