"""Speakers before a colon: turns of a transcript, headlines ("Smith: Taxes to Rise"), names before a quotation, and announced statements."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Span

from allegedly.coder import lexicon
from allegedly.coder.parts import Mention
from allegedly.coder.sources.candidate import Candidate, Range, Readings
from allegedly.coder.sources.transcript import recorded
from allegedly.coder.sources.tree import VERBAL, Tree
from allegedly.coder.sources.verbs import cue_tokens, subject, word_of
from allegedly.gazetteer import capital_of, is_country_name

TURN = "turn"  # a turn of a transcript, or a quotation after nothing but a name
STATEMENT = "statement"  # what a line of its own announces: "The ministry said on Sunday:"
_SPEAKER_WORDS = 8  # a speaker before a colon has at most so many tokens
_LINE = 200  # and stands within so many characters of the start of its line
_ANNOUNCING = 40  # tokens of a line that announces a statement
_OPENING = frozenset({'"', "“", "'", "``", "‘", "''"})
_CLOSING = frozenset({'"', "”", "'", "’", "''", "»"})
_QUOTES = frozenset({*_OPENING, "„", "«"})


def read_colon(readings: Readings, colon: int) -> None:
    """Add a speaker before a colon at the start of a line: transcripts ("SMITH: ...") and headlines ("Smith: Taxes to Rise")."""
    tree = readings.tree
    doc, text = tree.doc, tree.text
    at = doc[colon].idx
    if at in readings.labels and at not in readings.turns:
        _read_label(readings, colon, readings.labels[at])
        return
    if _read_statement(readings, colon):
        return
    begin = text.rfind("\n", max(0, at - _LINE), at) + 1
    if begin == 0 and at > _LINE:
        return
    start = colon
    while start > 0 and colon - start < _SPEAKER_WORDS and doc[start - 1].idx >= begin and not doc[start - 1].is_space:
        start -= 1
    if start == colon or doc[start].idx - begin > 2:
        return
    while start < colon and doc[start].text in _OPENING:
        start += 1
    if start == colon or any(tree.tag[token] in ("VBD", "VBZ", "VBP", "MD") for token in range(start, colon)):
        return
    until = readings.turns.get(at)
    end = colon + 1
    while end < tree.size and (doc[end].idx < until if until is not None else "\n" not in doc[end].text):
        end += 1
    if until is not None:
        content = tree.pieces(colon + 1, end)
        if content:
            readings.found.append(Candidate(colon, "line", TURN, [colon], Mention(start, colon, colon - 1), content, 1.0))
        return
    if doc[start:colon].text.lower().replace("’", "'") in lexicon.load("cues")["labels"]:
        return  # "LIVE: ..." names the kind of the piece
    brackets = [doc[token].text for token in range(start, colon) if doc[token].text in ("(", ")")]
    if brackets and brackets[-1] == "(":
        return  # "Tarn (Arabic: ...": what stands in brackets explains a word
    if (
        any(tree.lemma(token) in readings.cues.addressed for token in range(start, colon))
        and not text[doc[start].idx : at].isupper()
    ):
        return  # "Fellow citizens: ..." calls those who listen
    if _is_numbered(doc[start:colon]):
        return  # "Brief No. 14: ..." says where in a row it stands
    if _names_a_place(doc[start:colon]):
        return  # "Peru: ...", "LIMA: ..." say what it is about or where it was written
    construction = "colon:transcript" if text[doc[start].idx : at].isupper() else "colon"
    word = "title" if begin <= _LINE and not text[:begin].strip() else "line"
    share = readings.cues.share(word, construction)
    content = tree.pieces(colon + 1, end)
    if share >= readings.floor and content:
        speaker = Mention(start, colon, colon - 1)
        readings.found.append(Candidate(colon, word, construction, [colon], speaker, content, share))


def _is_numbered(label: Span) -> bool:
    before = [token for token in label[:-1] if token.text != "."]
    return label[-1].like_num and bool(before) and before[-1].lower_ in lexicon.load("cues")["numbered"]


def read_recordings(readings: Readings) -> None:
    """Add what is said in recordings that name the speaker in brackets, see :func:`~allegedly.coder.sources.transcript.recorded`."""
    tree = readings.tree
    text = tree.text
    turns = recorded(text)
    if not turns:
        return
    starts = [token.idx for token in tree.doc]
    for begin, end, first, last in turns:
        name = range(bisect_left(starts, begin), bisect_left(starts, end))
        content = tree.pieces(bisect_left(starts, first), bisect_left(starts, last))
        if name and content:
            speaker = Mention(name[0], name[-1] + 1, name[-1])
            readings.found.append(Candidate(name[-1], "line", TURN, [name[-1] + 1], speaker, content, 1.0))


def _names_a_place(label: Span) -> bool:
    bracket = next((token.i - label.start for token in label if token.text == "("), len(label))
    label = label[:bracket] if bracket else label  # "LIMA (Steppe Wire): ..."
    words = label.text.title() if label.text.isupper() else label.text
    return is_country_name(words) or capital_of(words) is not None or all(token.ent_type_ == "GPE" for token in label)


def _read_label(readings: Readings, colon: int, named: tuple[int, int]) -> None:
    """Add a name before a colon and a quotation: "Ana Salas on the police: “They shot at us.”"."""
    tree = readings.tree
    tokens = [token for token in range(max(0, colon - _ANNOUNCING), colon) if named[0] <= tree.doc[token].idx < named[1]]
    content: list[Range] = []
    for start, end in readings.quotes:
        if start == colon + 1 or (content and start > content[-1][1] and _goes_on(tree, content[-1][1], start)):
            content.append((start, end))
        elif start > colon + 1:
            break
    if tokens and content and not _names_a_place(tree.doc[tokens[0] : tokens[-1] + 1]):
        speaker = Mention(tokens[0], tokens[-1] + 1, _head(tree, tokens))
        readings.found.append(Candidate(colon, "line", TURN, [colon], speaker, content, 1.0))


def _goes_on(tree: Tree, end: int, start: int) -> bool:
    """Whether the quotation that ends at ``end`` is left open and the next one begins the next paragraph."""
    return tree.doc[end - 1].text not in _CLOSING and all(tree.doc[token].is_space for token in range(end, start))


def _head(tree: Tree, tokens: list[int]) -> int:
    """The token of a name that the syntax hangs on; the last one where the parse leads out of it more than once."""
    inside = set(tokens)
    out = [token for token in tokens if tree.head[token] not in inside or tree.head[token] == token]
    return out[0] if len(out) == 1 else tokens[-1]


def _read_statement(readings: Readings, colon: int) -> bool:
    """Add what a line announces that ends in a colon, and what follows without quotation marks: "The ministry said on Sunday:".

    All that follows is the statement, up to a line that announces another one or names another part of the page ("Background").
    """
    tree = readings.tree
    doc = tree.doc
    following = colon + 1
    while following < tree.size and doc[following].is_space:
        following += 1
    if following == tree.size or following == colon + 1 or "\n" not in doc[colon + 1].text or doc[following].text in _QUOTES:
        return False
    first = max(tree.sentence(colon)[0], colon - _ANNOUNCING)
    verb = next(
        (
            token
            for token in range(colon - 1, first - 1, -1)
            if tree.tag[token] in VERBAL and tree.dep[token] in ("ROOT", "conj") and tree.lemma(token) in readings.cues.quotation
        ),
        None,
    )
    who = subject(tree, verb) if verb is not None else None
    if verb is None or who is None or who > colon:
        return False
    end = _end_of_statement(readings, following)
    content = tree.pieces(following, end)
    if not content or end - following < _LEAST:
        return False
    readings.found.append(Candidate(verb, word_of(tree, verb), STATEMENT, cue_tokens(tree, verb), tree.whole(who), content, 1.0))
    return True


def _end_of_statement(readings: Readings, start: int) -> int:
    """Where a statement ends that begins at ``start``: at the next line with a colon at its end, a label of the page, or the end of the text."""
    doc = readings.tree.doc
    labels = lexicon.load("cues")["labels"]
    begin = start
    for token in range(start, len(doc)):
        if not doc[token].is_space or "\n" not in doc[token].text:
            continue
        line = doc[begin:token].text.strip()
        if begin > start and (line.endswith(":") or line.rstrip(":").lower() in labels):
            return begin
        begin = token + 1
    return len(doc)


_LEAST = 5  # words of a statement
