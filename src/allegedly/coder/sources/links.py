"""Who tells what a token says: which attributions count for it, outermost first.

An attribution marks a whole stretch of text as somebody's; not all that stands in it is theirs. What a demand adds in a relative clause in the past
("to resume the talks, which the bishops mediated") is told by the text, and whoever "has not said whether" tells nothing.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from allegedly.coder.parts import Attributed, Mention
from allegedly.coder.phrases import phrase
from allegedly.coder.sources.lexicon import Cues, load_cues
from allegedly.coder.syntax import SUBJECTS, antecedent, subject

# Constructions whose content is a noun phrase, by how their names begin.
_TOLD = ("noun:owned", "noun:given", "noun:bare", "noun:is:", "noun:holder:")  # "the claim that": a clause after all
_STANCES = ("object", "gap", "passive", "prep:", "light:", "noun:", "adjective:")
_VERBATIM = frozenset({"quotation", "carried"})
_DESCRIBING = frozenset({"relcl", "acl", "advcl"})
_OPENING = 4  # tokens within which words after a cue say that they are background
_SHORT = 6  # tokens of an apposition that belongs to a name
_NOMINAL = frozenset({"dobj", "pobj", "prep", "pcomp"})


def tells(attributed: Attributed) -> bool:
    """Whether somebody tells the content, rather than taking a stance on a thing ("criticised [the raid]", "support for [the ban]").

    Whoever criticises a raid does not report it: that there was one is said by the text.
    """
    construction = attributed.construction
    return (
        construction.startswith(_TOLD) or construction.endswith(("infinitive", "clause")) or not construction.startswith(_STANCES)
    )


def chain(doc: Doc, token: int) -> list[Attributed]:
    """Who tells what a token says: the attributions whose content covers it, outermost first; empty is the article's own voice.

    Attributions that only take a stance on a thing are left out, see :func:`tells`, and so are those that withhold what
    they name ("declined to comment on"). A wish told of somebody counts, however plainly it is put ("wants to leave").
    """
    found = [
        attributed
        for attributed in doc._.attributed or ()
        if attributed.covers(token)
        and (tells(attributed) or _announces(doc, attributed))
        and not _withheld(doc, attributed)
        and not _does(doc, attributed)
        and not _added_by_text(doc, attributed, token)
        and not _background(doc, attributed, token)
    ]
    found += _wishes(doc, token, {cue for attributed in found for cue in attributed.cue})
    return sorted(found, key=lambda attributed: -sum(end - start for start, end in attributed.content))


def renames(doc: Doc, token: int) -> bool:
    """Whether a token stands in an apposition that only says what a whole clause is ("..., an allegation made by her aide")."""
    reports = load_cues().reports
    current = doc[token]
    while True:
        if (
            current.lemma_.lower() in reports
            and current.pos_ == "NOUN"
            and current.dep_ in ("appos", "npadvmod", "dobj", "conj", "attr")
        ):
            edge = current.left_edge
            return bool(edge.i > 0 and edge.pos_ == "DET" and edge.nbor(-1).text == "," and current.head.i < edge.i)
        if current.dep_ not in ("acl", "relcl", "pobj", "agent", "prep", "conj", "dobj") or current.head.i == current.i:
            return False
        current = current.head


def naming(doc: Doc, source: Mention) -> Mention:
    """The part of a source that names it: title, name and a short apposition, no relative clause; for "who" whoever that is.

    PolNeAR marks a source with all that describes it ("Duarte, who took office in May vowing to ..."); one would call her "Duarte".
    """
    start, head, end = source.start, source.head, source.end
    meant = antecedent(doc[head])
    if meant.i != head:
        return phrase(meant)
    if doc[head].pos_ == "PRON":
        return source
    for token in doc[head + 1 : end]:
        edge = token.left_edge.i
        if edge <= head:
            continue
        long = token.dep_ == "appos" and (
            token.right_edge.i - edge >= _SHORT or any(below.dep_ in _DESCRIBING for below in token.subtree if below.i < end)
        )
        age = token.dep_ == "appos" and token.tag_ == "CD"  # "Ana Lund, 54"
        if token.dep_ in _DESCRIBING or long or age:
            end = min(end, edge)
    if any(doc[token].dep_ in _DESCRIBING and doc[token].head.i == head for token in range(start, head)):
        start = phrase(doc[head]).start
    while end > head + 1 and not (doc[end - 1].is_alpha or doc[end - 1].text[-1].isalnum() or doc[end - 1].text in (")", ".")):
        end -= 1
    return Mention(start, end, head)


def passes_on(doc: Doc, act: int) -> bool:
    """Whether an act of speech tells what its complement says: not where it did not come to that ("never claimed that"), nor a mere doing ("dared to")."""
    cues = load_cues()
    verb = doc[act]
    lemma = verb.lemma_.lower()
    if lemma in cues.acting:
        return False
    negated = lemma not in cues.denying and any(child.dep_ == "neg" for child in verb.lefts)
    return not (negated and any(child.dep_ == "ccomp" for child in verb.rights))


def _root(doc: Doc, attributed: Attributed) -> Token | None:
    """The token of the cue that the syntax hangs on."""
    cue = set(attributed.cue)
    return next((doc[token] for token in attributed.cue if doc[token].head.i not in cue or doc[token].head.i == token), None)


def _announces(doc: Doc, attributed: Attributed) -> bool:
    """Whether the cue reports the very thing that its object names ("announced visa bans", "confirmed the deaths")."""
    if attributed.construction != "object" or attributed.kind != "speech":
        return False
    root = _root(doc, attributed)
    return root is not None and root.lemma_.lower() in load_cues().announcing


def _withheld(doc: Doc, attributed: Attributed) -> bool:
    """Whether the cue says that nobody said it: "has not said whether", "declined to comment on", "no one claimed that"."""
    cues = load_cues()
    if attributed.source is not None and _nobody(cues, doc[attributed.source.head]):
        return True
    root = _root(doc, attributed)
    if root is None or attributed.construction in _VERBATIM:
        return False
    lemma = root.lemma_.lower()
    if lemma in cues.withholding:
        return any(child.dep_ == "xcomp" and _speaks(cues, child) for child in root.rights)
    if lemma in cues.knowing and any(child.dep_ == "neg" for child in root.lefts):
        return True  # "villagers did not know that"
    if attributed.kind != "speech" or not _speaks(cues, root) or lemma in cues.denying:
        return False
    if root.dep_ == "xcomp" and root.head.lemma_.lower() in cues.withholding:
        return True
    return any(
        child.dep_ == "neg" or child.lower_ in cues.nobody or (child.dep_ == "det" and child.lower_ == "no")
        for child in root.lefts
    )


def _does(doc: Doc, attributed: Attributed) -> bool:
    """Whether the cue tells what somebody does or leaves undone or who he is, not what he says: "dared to attack", "rebuffed pressure to leave"."""
    cues = load_cues()
    lemmas = [doc[token].lemma_.lower() for token in attributed.cue]
    if (
        attributed.construction == "adverbial:report"
    ):  # "a spokeswoman for the committee", "those in charge": it describes the noun
        holder = doc[attributed.cue[0]].head
        return holder.pos_ in ("NOUN", "PROPN", "PRON") and holder.dep_ != "ROOT"
    if attributed.construction == "light:clause":  # "made a promise to": the noun says it
        return not any(lemma in cues.kinds or lemma in cues.reports or lemma in cues.quotation for lemma in lemmas)
    return any(lemma in cues.acting for lemma in lemmas)


def _speaks(cues: Cues, token: Token) -> bool:
    return token.lemma_.lower() in cues.quotation or token.lemma_.lower() in cues.reports


def _nobody(cues: Cues, token: Token) -> bool:
    return token.lower_ in cues.nobody or any(child.dep_ in ("det", "neg") and child.lower_ == "no" for child in token.lefts)


def _added_by_text(doc: Doc, attributed: Attributed, token: int) -> bool:
    """Whether a token stands in a relative clause that the text adds to somebody's demand or wish.

    Such a clause follows a comma and tells in the past what nobody could demand; in plain reports it is the speaker's own.
    """
    root = _root(doc, attributed)
    if root is None or attributed.construction in _VERBATIM:
        return False
    cues = load_cues()
    lemma = root.lemma_.lower()
    open_ = attributed.construction.endswith("infinitive") and lemma not in cues.impersonal
    if not (open_ or attributed.kind in ("wish", "plan") or lemma in cues.demanding):
        return False
    current = doc[token]
    while attributed.covers(current.i) and current.head.i != current.i:
        if current.dep_ == "relcl" and _told_past(current):
            return True
        current = current.head
    return False


def _background(doc: Doc, attributed: Attributed, token: int) -> bool:
    """Whether a token stands in what the text adds to somebody's words: when and in spite of what it was.

    "Police opened fire, residents said, a month after troops had crushed a coup": the month is the text's. So is, in a forecast or a fear, what a
    relative clause tells as past ("analysts expect the votes of the party that the crowd drove out").
    """
    if attributed.construction in _VERBATIM or attributed.manner == "direct":
        return False
    cues = load_cues()
    start, end = next(piece for piece in attributed.content if piece[0] <= token < piece[1])
    if attributed.cue and start > max(attributed.cue) and any(piece[1] <= min(attributed.cue) for piece in attributed.content):
        opening = [doc[i] for i in range(start, min(start + _OPENING, end, token))]
        if any(word.lower_ in cues.backgrounding and word.i > start for word in opening) and opening[0].tag_ in ("DT", "CD"):
            return True
    current = doc[token]
    while attributed.covers(current.i) and current.head.i != current.i:
        if (
            current.dep_ == "relcl"
            and attributed.kind in ("fear", "belief")
            and _open(doc, current, attributed)
            and _past(current)
        ):
            return True
        if (
            current.dep_ == "pobj"
            and current.head.lower_ in cues.conceding
            and current.head.i > start
            and doc[current.head.i - 1].text == ","
        ):
            return True
        current = current.head
    return False


def _open(doc: Doc, clause: Token, attributed: Attributed) -> bool:
    """Whether what somebody believes or fears around a relative clause is still to come."""
    current = clause.head
    while attributed.covers(current.i):
        if any(child.tag_ == "MD" or (child.lower_ == "to" and child.dep_ == "aux") for child in current.lefts):
            return True
        if current.head.i == current.i:
            break
        current = current.head
    return False


def _told_past(clause: Token) -> bool:
    """Whether a relative clause stands after a comma and has a finite verb in the past or perfect."""
    edge = clause.left_edge
    relative = any(token.tag_ in ("WDT", "WP", "WP$", "WRB") for token in clause.doc[edge.i : edge.i + 3])
    return relative and edge.i > 0 and edge.nbor(-1).text == "," and _past(clause)


def _past(clause: Token) -> bool:
    """Whether a clause has a finite verb in the past or perfect."""
    helpers = [child for child in clause.lefts if child.dep_ in ("aux", "auxpass")]
    if any(child.tag_ == "MD" for child in helpers):
        return False
    perfect = any(child.lemma_ == "have" for child in helpers)
    return perfect or clause.tag_ == "VBD" or any(child.tag_ == "VBD" for child in helpers)


def _wishes(doc: Doc, token: int, known: set[int]) -> list[Attributed]:
    """Wishes and plans told of somebody, for what stands in their infinitive ("the mayor, who would like to close the port")."""
    cues = load_cues()
    found: list[Attributed] = []
    current = doc[token]
    while current.head.i != current.i:
        verb = current.head
        if current.dep_ == "xcomp" and verb.i not in known and verb.lemma_.lower() in cues.wishing:
            who = subject(verb)
            if who is not None and not _nobody(cues, who):
                content = (current.left_edge.i, current.right_edge.i + 1)
                kind = cues.kind(verb.lemma_.lower())
                found.append(Attributed(phrase(who), (verb.i,), (content,), kind=kind, construction="infinitive"))
        elif current.dep_ == "conj" and current.tag_ == "VB" and verb.tag_ != "VB" and not any(current.lefts):
            # "agreed to lay down arms, leave and let convoys in", where the parser hung the bare verbs on "agreed"
            found += [
                one
                for one in doc._.attributed or ()
                if verb.i in one.cue and one.construction.endswith("infinitive") and verb.i not in known and not one.covers(token)
            ]
        elif current.dep_ == "conj":
            if any(child.dep_ in SUBJECTS for child in current.lefts) or current.tag_ in ("VBD", "VBZ", "VBP"):
                break
        elif current.dep_ != "xcomp" and current.dep_ not in _NOMINAL:
            break
        current = verb
    return found
