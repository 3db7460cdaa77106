"""Mends what the parser is known to get wrong, before any stage reads the parse.

Each fault is of a kind and not of a sentence:

- past forms with the lemma of another verb ("staged" for "stag");
- a clause before a semicolon or comma taken for what the next clause says ("He offered talks; she declined");
- the speaker of a quotation taken into it ("'We will be back,' a baker from Lima, who had fled, said");
- the verb of a sentence taken for what a participle before it says ("soldiers pursuing them shot a farmer");
- what goes on behind an aside hung on it ("he was released, his lawyer said, after being beaten");
- a condition before an aside hung on it ("If it goes on, the ministry warned, people will die");
- the content of an accusation hung on whoever makes it ("accused by police of killing");
- a second thing that the speaker did taken for one that is said ("she said that he had fled and demanded his return");
- a finite verb coordinated with an infinitive ("will refuse to register and have asked for help");
- a gerund after "accused them of" taken for an adjective ("of massacring civilians");
- a relative clause hung on an apposition ("the governor, a Democrat, who vetoed it");
- a sentence taken for a noun with a participle ("the union charged today that ...");
- whoever is spoken to taken for the subject ("Minister, three people were killed");
- "himself" taken for the subject of a passive ("was himself assassinated");
- a participle that leans on an auxiliary before it ("ten were killed and their homes burned");
- a relative clause whose verb was taken for an adjective ("in bombings that targeted schools");
- the parts of a name hung on the verb one by one ("Omar al-Bashir expelled ...");
- a participle behind an article taken for a deed ("the wounded were flown out"), or one that is done to somebody for his own ("get them freed");
- the name of an officer hung on what he commands ("the commander of the brigade, Col. Issa Tamar");
- "neighbouring" taken for a verb, "the fpl" for a common word, "yesterday" or a preposition for a part of a name ("Near Palmyra, two strikes destroyed ...");
- a second addressee hung on the first one's deed ("appealed to the army to stop and to the rebels to disarm");
- the verb of a headline taken for a noun ("Protesters storm parliament");
- "never before" with its negation hung on the adverb, "provided that" taken for a preposition, and whoever is given something taken into it ("gave the ministry permission");
- an object hung on a preposition that has one ("freed on bail two former ministers");
- a gerund taken for a verb where it is a subject ("said fighting continued");
- a gerund with an owner taken for a verb ("the navy's shelling lasted an hour");
- a subject taken by a preposition before an aside ("after the union, meeting in Lima, urged ...");
- two clauses that meet in an "and" ("stormed parliament and police opened fire"), deeds of a list ("killed ten, wounded nine"), its members;
- the subject swallowed by a date before it ("On Sunday Ana Duarte fled").

Only heads, labels and lemmas change; tokens and sentences stay what they were.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from allegedly.coder import lexicon
from allegedly.coder.repairs_of_coordination import mend_met, mend_second_that, mend_some_of_them, mend_who
from allegedly.coder.repairs_of_dates import mend_dated, mend_day_before, mend_eaten_clause
from allegedly.coder.repairs_of_lists import (
    free_main_verb,
    mend_adverbial,
    mend_another_charge,
    mend_appos,
    mend_clause,
    mend_participle,
    mend_second_aim,
)
from allegedly.coder.repairs_of_members import mend_stray_member
from allegedly.coder.repairs_of_names import (
    mend_called,
    mend_collective,
    mend_compound,
    mend_hyphen,
    mend_near,
    mend_short_forms,
    mend_split_name,
)
from allegedly.coder.repairs_of_speech import (
    OPENING,
    SUBJECTS,
    free_charge,
    free_speaker,
    mend_addressee,
    mend_aside,
    mend_comma_aside,
    mend_informed,
    mend_interrupted,
    mend_parted,
    mend_proviso,
    mend_reported,
    mend_told,
    saying_verbs,
    speech_acts,
    spoken_under,
)

_HYPHENS = frozenset("-‑–")
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_INTRODUCING = frozenset({"after", "before", "since", "until"})
_QUOTING = frozenset({'"', "“", "”", "‘", "’", "«", "»", "'", "''", "``", ":"})


@cache
def _lemmas() -> dict[str, str]:
    return {form: lemma for lemma, forms in lexicon.load("lemmas").items() for form in forms}


@Language.component("allegedly_repairs_v1", assigns=["token.lemma", "token.dep", "token.head"])
def repairs(doc: Doc) -> Doc:
    """Apply all repairs in one pass."""
    wrong = _lemmas()
    mend_short_forms(doc)
    for token in doc:
        if token.text in _HYPHENS:
            mend_hyphen(token)
        mend = _MENDS.get(token.dep_)
        if mend is not None:
            mend(token)
        if token.lower_ in wrong and token.tag_.startswith("V"):
            token.lemma_ = wrong[token.lower_]
    return doc


def _mend_complement(clause: Token) -> None:
    if mend_clause(clause):
        return
    if free_speaker(clause) if clause.i < clause.head.i else mend_parted(clause) or free_main_verb(clause) or mend_met(clause):
        return
    if clause.i < clause.head.i and _beside(clause):
        clause.dep_ = "clause"  # a label of our own: the parser's "parataxis" means "he said"
    elif clause.dep_ == "ccomp" and mend_aside(clause) and clause.dep_ == "ccomp":
        _mend_complement(clause)


def _mend_negation(negation: Token) -> None:
    adverb = negation.head
    if negation.lower_ == "never" and adverb.dep_ == "advmod" and adverb.head.pos_ in ("VERB", "AUX"):
        negation.head = adverb.head


def _mend_reflexive(stress: Token) -> None:
    """Give a passive back the subject that a stressing "himself" took from it ("was himself assassinated")."""
    verb = stress.head
    if stress.lower_ not in _REFLEXIVE:
        return
    helper = next((child for child in verb.lefts if child.dep_ == "auxpass"), None)
    taken = helper and next((child for child in helper.lefts if child.dep_ in SUBJECTS), None)
    if taken is not None:
        stress.dep_ = "npadvmod"
        taken.head, taken.dep_ = verb, "nsubjpass"


def _mend_headline(root: Token) -> None:
    """Read a noun with a subject and an object as the verb of a headline ("Protesters storm parliament")."""
    if root.pos_ == "NOUN" and root.tag_ == "NN":
        labels = {child.dep_ for child in root.children}
        if "nsubj" in labels and "dobj" in labels:
            root.pos_, root.tag_ = "VERB", "VBP"
    elif root.pos_ == "NOUN":
        mend_eaten_clause(root)


def _mend_conjunct(verb: Token) -> None:
    if verb.pos_ == "ADP":
        mend_addressee(verb)
        return
    if verb.pos_ in ("NOUN", "PROPN"):
        mend_some_of_them(verb)
        return
    if verb.tag_ == "VBD" and verb.lemma_ in lexicon.load("repairs")["done_to"] and _leans_on_passive(verb):
        verb.tag_ = "VBN"  # "was kidnapped but later released"
    if verb.tag_ == "VBN" and verb.head.tag_ == "VBN":
        _mend_gapped(verb)
    if (
        verb.pos_ == "VERB"
        and verb.head.pos_ == "VERB"
        and (mend_second_aim(verb) or mend_another_charge(verb) or _mend_introduced(verb) or mend_met(verb))
    ):
        return
    host = spoken_under(verb) if verb.tag_ == "VBD" and verb.lemma_ in speech_acts() else None
    if host is not None:
        _climb(verb, host)
    elif verb.pos_ == "VERB" and verb.head.dep_ == "xcomp" and verb.head.tag_ == "VB" and _is_finite(verb):
        _climb(verb, verb.head.head)


def _leans_on_passive(verb: Token) -> bool:
    """Whether a past form with nothing of its own follows a passive."""
    own = any(child.dep_ in ("aux", "auxpass", "dobj", "ccomp", *SUBJECTS) for child in verb.children)
    reduced = verb.head.tag_ == "VBN" and verb.head.dep_ == "acl"  # "the editor, arrested in May and freed in June, ..."
    return not own and (reduced or any(child.dep_ == "auxpass" for child in verb.head.lefts))


def _mend_gapped(verb: Token) -> None:
    """Read a participle that leans on the auxiliary before it as passive: "ten were killed and their homes burned"."""
    if any(child.dep_ in ("aux", "auxpass", "dobj") for child in verb.children):
        return
    if any(child.dep_ == "auxpass" for child in verb.head.lefts):
        for child in verb.lefts:
            if child.dep_ == "nsubj":
                child.dep_ = "nsubjpass"


def _mend_introduced(verb: Token) -> bool:
    """Give a verb the subject that a preposition took from it: "days after the union, meeting in Lima, urged ..."."""
    doc, above = verb.doc, verb.head
    if not _is_finite(verb) or verb.i < 2 or doc[verb.i - 1].text != "," or any(c.dep_ in SUBJECTS for c in verb.lefts):
        return False
    if any(child.dep_ == "cc" and above.i < child.i < verb.i for child in above.rights):
        return False
    for link in above.rights:
        if link.lower_ not in _INTRODUCING or link.dep_ != "prep" or link.i > verb.i:
            continue
        taken = next((child for child in link.children if child.dep_ == "pobj"), None)
        if taken is None or taken.right_edge.i + 2 >= verb.i or doc[taken.right_edge.i + 1].text != ",":
            continue
        aside = doc[taken.right_edge.i + 2]
        if aside.tag_ not in ("VBG", "VBN") or any(doc[i].text == "," for i in range(aside.i, verb.i - 1)):
            continue
        taken.head, taken.dep_ = verb, "nsubj"
        aside.head, aside.dep_ = taken, "acl"
        verb.dep_ = "advcl"
        link.head, link.dep_ = verb, "mark"
        return True
    return False


def _is_finite(verb: Token) -> bool:
    if any(child.lower_ == "to" or child.tag_ == "MD" for child in verb.lefts if child.dep_ == "aux"):
        return False
    return verb.tag_ in ("VBZ", "VBD") or any(child.tag_ in ("VBZ", "VBP", "VBD") for child in verb.lefts if child.dep_ == "aux")


def _climb(verb: Token, host: Token | None) -> None:
    """Coordinate ``verb`` with ``host`` instead, its conjunction with it."""
    if host is None or any(child.dep_ in SUBJECTS for child in verb.lefts):
        return
    for link in verb.head.rights:
        if link.dep_ == "cc" and link.i < verb.i:
            link.head = host
    verb.head = host


def _mend_gerund(gerund: Token) -> None:
    """Read "accused the militia of massacring civilians" as a deed with its object."""
    noun, link = gerund.head, gerund.head.head
    before = gerund.nbor(-1) if gerund.i else gerund
    first = before.i == link.i or (before.i == link.i + 1 and before.text in OPENING)
    if gerund.tag_ != "VBG" or noun.dep_ != "pobj" or link.lower_ not in ("of", "for") or not first:
        return
    blamed = link.head if link.head.pos_ == "VERB" else link.head.head
    words = lexicon.load("control")
    if blamed.lemma_ in words["doing"] or (
        link.head.pos_ == "NOUN" and link.head.lemma_ in words["acted_in"]
    ):  # "in charge of arresting spies"
        gerund.head, gerund.dep_, gerund.pos_ = link, "pcomp", "VERB"
        noun.head, noun.dep_ = gerund, "dobj"
        for mark in list(noun.lefts):
            if mark.i < gerund.i:
                mark.head = gerund


def _mend_before_noun(word: Token) -> None:
    if word.tag_ == "VBG":
        _mend_gerund(word)
    if word.dep_ == "compound":
        mend_compound(word)


def _mend_gerund_of(owner: Token) -> None:
    """Read a gerund with an owner and no object as a noun: "the navy's shelling lasted an hour"."""
    deed = owner.head
    if (
        deed.tag_ == "VBG"
        and deed.pos_ == "VERB"
        and not any(child.dep_ in ("dobj", "aux", *SUBJECTS) for child in deed.children)
    ):
        deed.tag_, deed.pos_, deed.lemma_ = "NN", "NOUN", deed.lower_


def _mend_relative(clause: Token) -> None:
    named = clause.head
    start = clause.left_edge.i
    if mend_told(clause) or mend_informed(clause) or mend_reported(clause) or mend_comma_aside(clause) or mend_who(clause):
        return
    if (
        named.dep_ == "appos"
        and start > 0
        and clause.doc[start - 1].text == ","
        and clause.doc[start].lower_ in ("who", "which", "whose")
    ):
        clause.head = named.head


def _mend_passive_subject(token: Token) -> None:
    _mend_reflexive(token)
    _mend_subject(token)


def _mend_subject(token: Token) -> None:
    if token.tag_ == "WDT":
        _mend_clause_of_that(token)
    elif token.tag_ == "NNP":
        mend_split_name(token)
    elif not mend_stray_member(token):
        _mend_fighting(token)
        mend_collective(token)
    if token.i == token.sent.start and token.dep_ in SUBJECTS:
        mend_called(token)


def _mend_fighting(gerund: Token) -> None:
    """Read a subject in "-ing" that takes nothing as a noun: "said fighting continued"."""
    if (
        gerund.tag_ == "VBG"
        and gerund.n_lefts == 0
        and not any(c.dep_ not in ("prep", "punct", "cc", "conj") for c in gerund.rights)
    ):
        gerund.tag_, gerund.pos_, gerund.lemma_ = "NN", "NOUN", gerund.lower_


def _mend_clause_of_that(that: Token) -> None:
    """Give "that" and "which" their clause, where the parse took its verb for an adjective: "in bombings that targeted schools"."""
    doc = that.doc
    if that.tag_ != "WDT" or that.i == 0 or that.i + 1 >= len(doc):
        return
    verb, named = doc[that.i + 1], doc[that.i - 1]
    if verb.tag_ != "VBN" or verb.dep_ != "amod" or named.pos_ not in ("NOUN", "PROPN") or verb.head.i < verb.i:
        return
    thing = verb.head
    verb.tag_, verb.pos_, verb.dep_, verb.head = "VBD", "VERB", "relcl", named
    that.head = verb
    thing.head, thing.dep_ = verb, "dobj"


def _mend_second_object(noun: Token) -> None:
    """Free the object of a verb from a preposition that has one already: "freed on bail two former ministers"."""
    mend_collective(noun)
    if mend_day_before(noun):
        return
    link = noun.head
    verb = link.head
    first = next((child for child in link.rights if child.dep_ == "pobj"), noun)
    if first.i >= noun.i or link.dep_ != "prep" or verb.pos_ != "VERB" or noun.left_edge.i != first.right_edge.i + 1:
        return
    if noun.i < verb.i:  # "where in 1921 police shot ..."
        if noun.i + 1 == verb.i and first.ent_type_ == "" and not any(child.dep_ in SUBJECTS for child in verb.lefts):
            noun.head, noun.dep_ = verb, "nsubj"
        return
    if noun.ent_type_ in ("DATE", "TIME") or any(child.dep_ in ("dobj", "auxpass") for child in verb.children):
        return
    noun.head, noun.dep_ = verb, "dobj"


def _mend_adverbial(clause: Token) -> None:
    if not mend_second_that(clause):
        mend_adverbial(clause)


def _mend_preposition(link: Token) -> None:
    if not free_charge(link):
        mend_dated(link)


def _beside(clause: Token) -> bool:
    """Whether a clause stands beside the one that the parser put it under, rather than being what that one says."""
    head = clause.head
    between = clause.doc[clause.i + 1 : head.i]
    if head.lemma_ == clause.lemma_ or any(token.text == ";" for token in between):
        return True
    if any(token.text in _QUOTING for token in between) or not any(child.dep_ in SUBJECTS for child in clause.lefts):
        return False
    if not any(child.dep_ in SUBJECTS and child.i > clause.i for child in head.lefts):
        return False
    return head.lemma_ not in saying_verbs() or _says_something_else(head)


def _says_something_else(verb: Token) -> bool:
    """Whether a verb of saying has a content of its own after it ("..., it accuses Havana", "..., the students vowed to stay")."""
    addressed = verb.lemma_ in lexicon.load("repairs")["addressing"]
    return any(child.dep_ in ("xcomp", "ccomp") or (child.dep_ == "dobj" and not addressed) for child in verb.rights)


_MENDS: dict[str, Callable[[Token], None]] = {
    "ccomp": _mend_complement,
    "neg": _mend_negation,
    "conj": _mend_conjunct,
    "advcl": _mend_adverbial,
    "acl": mend_participle,
    "ROOT": _mend_headline,
    "amod": _mend_gerund,
    "relcl": _mend_relative,
    "prep": _mend_preposition,
    "poss": _mend_gerund_of,
    "nsubj": _mend_subject,
    "nsubjpass": _mend_passive_subject,
    "compound": _mend_before_noun,
    "pobj": _mend_second_object,
    "pcomp": mend_proviso,
    "dobj": mend_collective,
    "parataxis": mend_interrupted,
    "appos": mend_appos,
    "xcomp": mend_near,
}
