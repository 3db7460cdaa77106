"""From sayings to the fillers of MUC-4's roles: which acts tell of an incident, and which words stand for each party in the keys.

What a saying calls its parties is not yet what the keys call them. The keys

- hold attacks with a day, a place, a means or somebody hit, and leave out war as such, and what is done by or to an army;
- name victims (``magistrate carlos ruiz`` is ``carlos ruiz``), wherever in the sentence the name stands, and leave out unnamed ones;
- give each organization once, whichever of its names is used, and the individuals who act for it apart;
- give each thing hit once, without where it stands.

All word lists are in ``tables/muc4.yaml``; nothing here is trained.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from allegedly.measure.mapping import has_word, is_party, labels
from allegedly.measure.matching import table, telling_words
from allegedly.measure.muc4_blasts import phrases_hit
from allegedly.model import Actor, Saying

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_FINITE = re.compile(r"(?:ed|blew up|shot|fired)$")
# What may stand between a mention and the names of those it means: "two reporters, A and B", "three policemen: A, B, and C".
_OPENS = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:[,:;]|--|identified as|named|known as)\s*")
_NEXT = re.compile(r"\s*(?:;|,|\(|\band\b)\s*")
_ENDS = re.compile(r"[.:)]|--")
_WHERE = re.compile(r" (?:in|at|near|on|located|from|belonging|which|that|where|to|with|for) .*$")
_NOUN_ENDS = re.compile(r" (?:of|in|at|near|on|from|belonging|located|owned|for|with|and) ")
_FARTHEST = 400  # characters in which the names after a mention are looked for


def normalised(mention: str) -> str:
    """A mention in lower case, without punctuation, articles and extra spaces (GRIT's normalisation)."""
    return " ".join(_ARTICLES.sub(" ", _PUNCTUATION.sub("", mention.lower())).split())


def acts(sayings: Iterable[Saying]) -> list[Saying]:
    """The sayings that tell of an act of terrorism; what is done to rebels is combat, and is left out."""
    rules = _table()
    combat = {"words": rules["combatants"]}
    return [saying for saying in sayings if labels(rules["acts"], saying) and not is_party(saying.event.recipients, combat)]


def mention_of(actor: Actor) -> str:
    """The one mention that stands for an actor: its words, or its name where the words are a pronoun; without titles; may be empty."""
    words = normalised(actor.text if actor.text and telling_words(actor.text) else actor.name or "").split()
    while len(words) > 1 and words[0] in _table()["titles"]:
        del words[0]
    return " ".join(words)


def organizations_in(actor: Actor) -> list[str]:
    """The organizations that an actor's words name: known ones inside them, else the whole when it reads as an organization."""
    return _known(actor) or ([mention_of(actor)] if _is_organization(actor) else [])


def roles_of(sayings: Sequence[Saying]) -> dict[str, list[str]]:
    """One mention for each entity in each role, over all acts that are not denied."""
    every = acts(sayings)
    told = [one for one in every if _asserted(one) and one.status.polarity == "positive" and not _is_combat(one)]
    found: dict[str, dict[str, None]] = {role: {} for role in ROLES}
    if any(_is_incident(saying) for saying in told):
        for saying in told:
            found["PerpOrg"] |= dict.fromkeys(_organizations(saying))
            found["PerpInd"] |= dict.fromkeys(_individuals(saying))
            found["Target"] |= dict.fromkeys(_things(saying))
            found["Weapon"] |= dict.fromkeys(normalised(weapon) for weapon in _weapons().findall(saying.sentence.text.lower()))
        found["PerpOrg"] |= dict.fromkeys(_blamed(sayings))
        found["PerpInd"] |= dict.fromkeys(_charged(sayings))
        if not found["PerpOrg"] and any(has_word(one, _table()["rebel_words"]) for one in found["PerpInd"]):
            found["PerpOrg"] |= dict.fromkeys(_only_one_named(sayings))
    fuller = _fullest(list(_named(sayings)), lambda name: "")
    found["Victim"] = dict.fromkeys(_in_full(name, fuller) for saying in every for name in _victims(saying))
    places = _places(sayings)
    listed = {role: [mention for mention in mentions if mention and mention not in places] for role, mentions in found.items()}
    return listed | {
        "PerpOrg": _once(listed["PerpOrg"]),
        "Target": _fullest(listed["Target"], _noun),
        "Victim": _fullest(listed["Victim"], lambda name: ""),
        "Weapon": _fullest(listed["Weapon"], lambda weapon: weapon.split()[-1]),
    }


# -- which acts ------------------------------------------------------------------------------------------------------------


def _asserted(saying: Saying) -> bool:
    return saying.status.modality == "asserted"


def _is_combat(saying: Saying) -> bool:
    """Whether the act is war: a clash, an offensive, or done to an army alone, which is no incident of its own."""
    hit = [mention_of(recipient) for recipient in saying.event.recipients]
    armies = bool(hit) and all(has_word(mention, _table()["combat_words"]) and not personal_names(mention) for mention in hit)
    return armies or has_word(saying.event.trigger.text.split()[0], _table()["combat_triggers"])


def _is_incident(saying: Saying) -> bool:
    """Whether two of three hold: there is a day, a place or a means; somebody is hit; a verb tells it as done."""
    event = saying.event
    known = bool(event.date or event.place or event.modes)
    hit = bool(event.recipients) or any(True for _ in phrases_hit(saying.sentence.text))
    return known + hit + bool(_FINITE.search(event.trigger.text.lower())) >= 2


# -- who did it ------------------------------------------------------------------------------------------------------------


def _is_organization(actor: Actor) -> bool:
    """Whether an actor is named as an organization rather than as individuals."""
    text = f"{actor.text or ''} {actor.name or ''}"
    return has_word(text, _table()["organization_words"]) and not has_word(text, _table()["individual_words"])


def _known(actor: Actor) -> list[str]:
    """The known armed organizations inside an actor's words or name."""
    return _known_in(f"{normalised(actor.text or '')} | {normalised(actor.name or '')}")


def _known_in(text: str) -> list[str]:
    return [name for name in _organization_of() if f" {name} " in f" {text} "]


def _organizations(saying: Saying) -> Iterator[str]:
    words = _table()
    for actor in saying.event.actors:
        for name in organizations_in(actor):
            if not name or has_word(name.split()[-1], words["no_organization"]) or name.split()[0] in words["pointing_words"]:
                continue
            if saying.event.recipients or not has_word(name, words["state_words"]):
                yield name


def _individuals(saying: Saying) -> Iterator[str]:
    """Doers who are people by their noun; adjectives ("terrorist attack") and units of an army are none."""
    words = _table()
    for actor in saying.event.actors:
        mention = _without(mention_of(actor), words["vague_numbers"])
        if not mention or mention in organizations_in(actor) or mention in words["adjectives"]:
            continue
        if not has_word(mention, words["individual_words"]) or (actor.sector == "MIL" and has_word(mention, words["unit_words"])):
            continue
        if saying.event.recipients or _is_incident(saying):
            yield _without_organization(mention, _known(actor))


def _without_organization(mention: str, names: Sequence[str]) -> str:
    """The individuals alone where their organization stands in front of them: "FMLN guerrillas" are guerrillas of the FMLN."""
    start = max((mention.find(name) + len(name) for name in names if f" {name} " in f" {mention} "), default=0)
    return mention[start:].strip() or mention


def _blamed(sayings: Iterable[Saying]) -> Iterator[str]:
    """Known organizations that are accused, threaten, or let captives go, in a report that has an incident."""
    for saying in sayings:
        event = saying.event
        if saying.status.polarity == "positive" and labels(_table()["blamed"], saying):
            for actor in event.recipients if event.type == "ACCUSE" else event.actors:
                yield from _known(actor)


def _charged(sayings: Iterable[Saying]) -> Iterator[str]:
    """The names of those who are said to have done it, or are to be arrested for it."""
    for saying in sayings:
        if saying.status.plain and labels(_table()["charged"], saying):
            for recipient in saying.event.recipients:
                yield from personal_names(mention_of(recipient))


def _only_one_named(sayings: Iterable[Saying]) -> list[str]:
    """The organization whose rebels did it: the only known one that the sentences of the sayings name, else none."""
    names = _known_in(" ".join(dict.fromkeys(normalised(saying.sentence.text) for saying in sayings)))
    return names[:1] if len({_organization_of()[name] for name in names}) == 1 else []


def _once(names: Iterable[str]) -> list[str]:
    """One name for each organization, the first that is used."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(_organization_of().get(name, name), name)
    return list(kept.values())


@cache
def _organization_of() -> dict[str, str]:
    """Every known name of an armed organization, with the first of the names that it goes by."""
    return {normalised(name): normalised(names[0]) for names in _table()["organization_names"] for name in names}


# -- whom and what ---------------------------------------------------------------------------------------------------------


def _victims(saying: Saying) -> Iterator[str]:
    """The names of those who were killed, hurt or taken; a denied murder ("denied the murder of ...") is one nevertheless."""
    event, trigger = saying.event, saying.event.trigger.text.lower()
    if not _asserted(saying) or "destroy" in event.modes or not has_word(trigger, _table()["harm_words"]):
        return
    if saying.status.polarity == "negative" and any(word.text.lower() in _table()["negations"] for word in saying.status.words):
        return
    for recipient in event.recipients:
        mention = mention_of(recipient)
        if _is_thing(mention):
            continue
        names = personal_names(mention)
        if _has_title(recipient) or not has_word(trigger, _table()["attack_words"]):
            yield from names
        if not names and recipient.text:
            yield from names_after(saying.sentence.text, recipient.text)


def _has_title(actor: Actor) -> bool:
    """Whether a title or office stands in front: what is attacked by a bare name is a town as often as a person."""
    words = _table()
    return any(word in words["titles"] or word in words["role_words"] for word in normalised(actor.text or "").split())


def _named(sayings: Iterable[Saying]) -> Iterator[str]:
    """The names of all persons among the parties and sources of a report."""
    for saying in sayings:
        parties = [(party.text, party.name) for party in (*saying.event.actors, *saying.event.recipients)]
        for words in dict.fromkeys(
            words for party in (*parties, *((link.text, link.name) for link in saying.source)) for words in party
        ):
            yield from personal_names(normalised(words or ""))


def _in_full(name: str, fuller: Sequence[str]) -> str:
    """The one fuller name that the report has for whoever is called ``name``, else the name itself."""
    found = {one for one in fuller if f" {name} " in f" {one} "}
    return found.pop() if len(found) == 1 else name


def personal_names(mention: str) -> list[str]:
    """The names of persons that a normalised mention ends in: of two to four words, none of them an ordinary noun, title or number."""
    return [" ".join(name) for part in mention.split(" and ") if _is_name(name := _after_titles(part))]


def names_after(sentence: str, mention: str) -> list[str]:
    """The names that follow the first ``mention`` in ``sentence`` as those it means; ages and offices between them are passed over."""
    start = sentence.find(mention)
    rest = sentence[start + len(mention) : start + len(mention) + _FARTHEST] if start >= 0 else ""
    opening = _OPENS.match(rest)
    found: list[str] = []
    for part in _NEXT.split(rest[opening.end() :]) if opening else ():
        words = normalised(_ENDS.split(part)[0])
        name = _after_titles(words)
        if not words or words.isdigit():
            continue
        before = len(words.split()) - len(name)
        if _is_name(name) and before <= 3 and not any(word in _table()["function_words"] for word in words.split()):
            found.append(" ".join(name))
        elif not found or len(words.split()) > 6:
            break
    return found


def _after_titles(mention: str) -> list[str]:
    """The words after the last ordinary one."""
    words = mention.split()
    last = max((n for n, word in enumerate(words) if _is_ordinary(word)), default=-1)
    name = words[last + 1 :]
    while name and name[0] in _table()["name_particles"]:
        del name[0]
    return name


def _is_name(words: Sequence[str]) -> bool:
    return 2 <= sum(word not in _table()["name_particles"] for word in words) <= 4 and len(words) <= 6


@cache
def _is_ordinary(word: str) -> bool:
    """Whether a word is a title, a noun, a number or a function word, rather than part of a name."""
    words = _table()
    lists = ("role_words", "titles", "common_words", "number_words", "function_words", "other_words")
    known = {one for name in lists for one in words[name]}
    patterns = ("individual_words", "target_words", "organization_words", "combat_words")
    return (
        word in known
        or (word.endswith("s") and word[:-1] in known)
        or any(character.isdigit() for character in word)
        or any(has_word(word, words[name]) for name in patterns)
    )


def _things(saying: Saying) -> Iterator[str]:
    """What was hit, without where it stands and how many of it; an army's things and bare places are no targets."""
    for recipient in saying.event.recipients:
        mention = mention_of(recipient)
        if not has_word(mention, _table()["combat_words"]) and (_is_thing(mention) or _is_wrecked(mention, recipient, saying)):
            yield from _bare(mention)
    for phrase in phrases_hit(saying.sentence.text):
        for thing in _bare(normalised(phrase)):
            if _is_thing(thing) and not has_word(thing, _table()["combat_words"]) and len(thing.split()) <= 7:
                yield thing


def _bare(mention: str) -> Iterator[str]:
    """A thing without its place, its number and whose it is; nothing where it is no target."""
    words = _table()
    thing = re.sub(_parts(), "", _WHERE.sub("", mention))
    thing = _without(thing, [*words["number_words"], *words["possessives"]])
    if thing and _noun(thing) not in words["no_targets"]:
        yield thing


def _is_thing(mention: str) -> bool:
    """Whether the noun of a mention is a thing that is hit; "students of the university" are people."""
    noun, words = _noun(mention), _table()
    return has_word(noun, words["target_words"]) and not has_word(noun, words["individual_words"]) and not _is_people(noun)


def _is_wrecked(mention: str, recipient: Actor, saying: Saying) -> bool:
    """Whether something is destroyed that is no person, body or country: a thing, by whatever noun."""
    noun = _noun(mention)
    somebody = recipient.sector or recipient.country or _is_people(noun) or has_word(mention, _table()["individual_words"])
    return "destroy" in saying.event.modes and not somebody


def _is_people(noun: str) -> bool:
    people = set(_table()["common_words"]) - set(_table()["also_things"])
    return noun in people or noun.removesuffix("s") in people


def _noun(mention: str) -> str:
    """The noun that a mention is about: the last word before its first preposition."""
    words = _NOUN_ENDS.split(mention)[0].split()
    return words[-1] if words else ""


def _fullest(mentions: Sequence[str], noun: Callable[[str], str]) -> list[str]:
    """``mentions`` without those that another one of the same noun says in more words."""

    def is_said_by(less: str, more: str) -> bool:
        return noun(less) == noun(more) and set(less.split()) < set(more.split())

    return [one for one in mentions if not any(is_said_by(one, other) for other in mentions)]


def _places(sayings: Iterable[Saying]) -> set[str]:
    places = [saying.event.place for saying in sayings if saying.event.place]
    return {normalised(name) for place in places for name in (place.text, place.name) if name}


def _without(mention: str, leading: Sequence[str]) -> str:
    """A mention without the words of ``leading`` (and numbers) that it begins with; one word always stays."""
    words = mention.split()
    while len(words) > 1 and (words[0] in leading or (words[0].isdigit() and "two" in leading)):
        del words[0]
    return " ".join(words)


@cache
def _weapons() -> re.Pattern[str]:
    return _any_of(_table()["weapon_words"])


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_any_of(_table()['part_words']).pattern}) of ")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in longest)})\b")


def _table() -> Any:
    return table("muc4")
