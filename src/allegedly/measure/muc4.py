"""``muc4``: roles per report, how sure the report is about who did it, and whether the act was carried out.

All three are read off sayings through ``tables/muc4.yaml``. The status of an accusation follows from who says it:

======== ======================================================================================
FACT     the report's own voice asserts the act, or a news medium that it cites
CLAIMED  the source of the saying is the actor itself
ACCUSED  somebody else is the source, or the organization is accused (ACCUSE)
POSSIBLE the saying is hypothetical or asked, or its words call it uncertain
ACQUITTED the saying denies it
======== ======================================================================================

The ``majority`` figures are what the commonest label of train would score on the same organizations and reports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from allegedly.measure.assignment import best_pairs
from allegedly.measure.base import Record, Scorer, Tally, Values, f1, macro_f1, ratio, register
from allegedly.measure.mapping import has_word, is_party, labels
from allegedly.measure.matching import shared_word, table, telling_words
from allegedly.measure.ranked import bare_article
from allegedly.measure.subject import Coder
from allegedly.model import Actor, Saying

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
STATUSES = ("FACT", "CLAIMED", "ACCUSED", "POSSIBLE", "ACQUITTED")
_STATUS_OF = {
    "REPORTED AS FACT": "FACT",
    "CLAIMED OR ADMITTED": "CLAIMED",
    "SUSPECTED OR ACCUSED": "ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES": "ACCUSED",
    "POSSIBLE": "POSSIBLE",
    "ACQUITTED": "ACQUITTED",
}
_STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = re.compile(r"[^\w\s]|_")


def normalised(mention: str) -> str:
    """A mention in lower case, without punctuation, articles and extra spaces (GRIT's normalisation)."""
    return " ".join(_ARTICLES.sub(" ", _PUNCTUATION.sub("", mention.lower())).split())


def acts(sayings: Iterable[Saying]) -> list[Saying]:
    """The sayings that tell of an act of terrorism; what is done to rebels is combat, and is left out."""
    rules = table("muc4")
    combat = {"words": rules["combatants"]}
    return [saying for saying in sayings if labels(rules["acts"], saying) and not is_party(saying.event.recipients, combat)]


def mention_of(actor: Actor) -> str:
    """The one mention that stands for an actor: its words, or its name where the words are a pronoun; without titles; may be empty."""
    words = normalised(actor.text if actor.text and telling_words(actor.text) else actor.name or "").split()
    while len(words) > 1 and words[0] in table("muc4")["titles"]:
        del words[0]
    return " ".join(words)


def is_organization(actor: Actor) -> bool:
    """Whether an actor is named as an organization rather than as individuals."""
    words = table("muc4")
    text = f"{actor.text or ''} {actor.name or ''}"
    return has_word(text, words["organization_words"]) and not has_word(text, words["individual_words"])


def organizations_in(actor: Actor) -> list[str]:
    """The organizations that an actor's words name: known ones inside them, else the whole when it reads as an organization."""
    text = f" {normalised(actor.text or '')} | {normalised(actor.name or '')} "
    named = [normalised(name) for name in table("muc4")["organization_names"]]
    inside = list(dict.fromkeys(name for name in named if f" {name} " in text))
    return inside or ([mention_of(actor)] if is_organization(actor) else [])


def roles_of(sayings: Iterable[Saying]) -> dict[str, list[str]]:
    """One mention for each entity in each role, over all acts that are not denied."""
    words = table("muc4")
    found: dict[str, dict[str, None]] = {role: {} for role in ROLES}
    for saying in acts(sayings):
        if saying.status.polarity == "negative" or saying.status.modality != "asserted":
            continue
        for actor in saying.event.actors:
            organizations = organizations_in(actor)
            found["PerpOrg"] |= dict.fromkeys(organizations)
            if mention_of(actor) not in organizations:
                found["PerpInd"][mention_of(actor)] = None
        for recipient in saying.event.recipients:
            mention = mention_of(recipient)
            if has_word(mention, words["combat_words"]):  # what is done to an army is combat
                continue
            if has_word(mention, words["target_words"]):
                found["Target"][_without(mention, words["number_words"])] = None
            elif is_person_by_name(mention):
                found["Victim"][_without(mention, words["role_words"], least=2)] = None
        for weapon in _weapons().finditer(saying.sentence.text.lower()):
            found["Weapon"][normalised(weapon.group())] = None
    return {role: [mention for mention in mentions if mention] for role, mentions in found.items()}


def is_person_by_name(mention: str) -> bool:
    """Whether a victim is called by a name: the keys give names where the report has them, and we cannot tell which "two men" they mean."""
    words = table("muc4")
    bare = _without(mention, words["role_words"], least=2).split()
    unnamed = set(words["number_words"]) | set(words["common_words"])
    return len(bare) > 1 and not any(
        word.isdigit() or word in unnamed or (word.endswith("s") and word[:-1] in unnamed) for word in bare
    )


def _without(mention: str, leading: Sequence[str], least: int = 1) -> str:
    """A mention without the words of ``leading`` (and numbers) that it begins with, as long as ``least`` others stay."""
    words = mention.split()
    while len(words) > least and (words[0] in leading or words[0].isdigit()):
        if least > 1 and all(word in leading for word in words[1 : least + 1]):
            break
        del words[0]
    return " ".join(words)


@cache
def _weapons() -> re.Pattern[str]:
    words = sorted(table("muc4")["weapon_words"], key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b")


def status_of(saying: Saying, actor: Actor) -> str:
    """How sure a saying is that ``actor`` did it; see the module's docstring."""
    status = saying.status
    if status.polarity == "negative":
        return "ACQUITTED"
    if status.certainty == "low" or status.modality in ("hypothetical", "asked"):
        return "POSSIBLE"
    if not saying.source:
        return "FACT"
    inner = saying.source[-1]
    if inner.sector == "MED":
        return "FACT"
    return "CLAIMED" if shared_word((inner.text, inner.name), (actor.text, actor.name)) else "ACCUSED"


def accusations(sayings: Sequence[Saying]) -> dict[str, str]:
    """Each organization's normalised names with the status that most sayings give it, ties in the order of ``STATUSES``."""
    votes: dict[str, Counter[str]] = {}
    for saying in acts(sayings):
        for actor in saying.event.actors:
            _vote(votes, actor, status_of(saying, actor))
    for saying in sayings:
        if saying.event.type == "ACCUSE" and saying.status.plain:
            for recipient in saying.event.recipients:
                _vote(votes, recipient, "ACCUSED")
    return {name: min(count, key=lambda status: (-count[status], STATUSES.index(status))) for name, count in votes.items()}


def _vote(votes: dict[str, Counter[str]], actor: Actor, status: str) -> None:
    for name in organizations_in(actor):
        if name:
            votes.setdefault(name, Counter())[status] += 1


def stage_of(sayings: Iterable[Saying]) -> str | None:
    """ACCOMPLISHED when some act is asserted, THREATENED when only foretold or threatened, ATTEMPTED when denied or supposed."""
    found = acts(sayings)
    told = [saying.status for saying in found if saying.event.type != "THREATEN"]
    if any(status.polarity == "positive" and status.modality == "asserted" for status in told):
        return "ACCOMPLISHED"
    if any(status.modality in ("future", "directive") for status in told) or len(told) < len(found):
        return "THREATENED"
    return "ATTEMPTED" if found else None


def _gold_accusations(record: Record) -> list[tuple[set[str], set[str]]]:
    """(names, allowed statuses) of each sure organization, those that share a name joined."""
    joined: list[tuple[set[str], set[str]]] = []
    for template in record["templates"]:
        for item in () if template.get("optional") else template.get("perp_org_confidence_parsed") or ():
            if item["uncertain"]:
                continue
            names = {normalised(name) for name in item["organization"]}
            allowed = {_STATUS_OF[status] for status in item["confidence"]}
            for other in [pair for pair in joined if pair[0] & names]:
                joined.remove(other)
                names, allowed = names | other[0], allowed | other[1]
            joined.append((names, allowed))
    return joined


def _gold_stage(record: Record) -> str | None:
    templates = [template for template in record["templates"] if not template.get("optional")]
    stages = {stage for template in templates for stage in template.get("stage_of_execution") or [None]}
    only = next(iter(stages)) if len(stages) == 1 else None
    return only if only in _STAGES else None


def tally(record: Record, coder: Coder) -> Tally:
    """One report's roles, accusations and stage beside gold."""
    sayings = coder.code(bare_article(record["text"], id=record["id"]))
    counted: Tally = {}
    for role, predicted in roles_of(sayings).items():
        gold = [{normalised(mention["text"]) for mention in entity} for entity in record["entities"][role]]
        pairs = {(p, g): 1.0 for p, mention in enumerate(predicted) for g, entity in enumerate(gold) if mention in entity}
        counted[role] = (len(best_pairs(pairs)), len(predicted), len(gold))
    ours = accusations(sayings)
    statuses, majority = [], []
    usual = table("muc4")["majority"]
    for names, allowed in _gold_accusations(record):
        said = [ours[name] for name in sorted(names) if name in ours]
        first = next((status for status in said if status in allowed), said[0] if said else None)
        label = first if first in allowed else min(allowed, key=STATUSES.index)
        statuses.append((label, first))
        if first is not None:
            majority.append(
                (usual["status"] if usual["status"] in allowed else min(allowed, key=STATUSES.index), usual["status"])
            )
    counted["statuses"] = statuses
    counted["status_majority"] = majority
    stage = _gold_stage(record)
    if stage:
        counted["stage"] = (stage, stage_of(sayings))
        counted["stage_majority"] = (stage, usual["stage"])
    return counted


def metrics(tallies: Sequence[Tally]) -> Values:
    """CEAF-REE over all roles and each, accusation status over the organizations found, stage over single-stage reports."""
    sums = {role: [sum(column) for column in zip(*(tally[role] for tally in tallies), strict=True)] for role in ROLES}
    right, predicted, gold = (sum(sums[role][n] for role in ROLES) for n in range(3))
    statuses = [pair for tally in tallies for pair in tally["statuses"]]
    found = [pair for pair in statuses if pair[1] is not None]
    stages = [tally["stage"] for tally in tallies if "stage" in tally]
    usual_status = [pair for tally in tallies for pair in tally["status_majority"]]
    usual_stage = [tally["stage_majority"] for tally in tallies if "stage_majority" in tally]
    values: Values = {
        "ceaf_ree_f1": (f1(right, predicted, gold), gold),
        "ceaf_ree_precision": (ratio(right, predicted), predicted),
        "ceaf_ree_recall": (ratio(right, gold), gold),
    }
    for role in ROLES:
        values[f"ceaf_ree_{role}"] = (f1(*sums[role]), sums[role][2])
    return values | {
        "status_recall": (ratio(len(found), len(statuses)), len(statuses)),
        "status_accuracy": (ratio(sum(a == b for a, b in found), len(found)), len(found)),
        "status_macro_f1": (macro_f1(found), len(found)),
        "stage_accuracy": (ratio(sum(a == b for a, b in stages), len(stages)), len(stages)),
        "stage_macro_f1": (macro_f1(stages), len(stages)),
        "status_majority_accuracy": (ratio(sum(a == b for a, b in usual_status), len(usual_status)), len(usual_status)),
        "status_majority_macro_f1": (macro_f1(usual_status), len(usual_status)),
        "stage_majority_accuracy": (ratio(sum(a == b for a, b in usual_stage), len(usual_stage)), len(usual_stage)),
        "stage_majority_macro_f1": (macro_f1(usual_stage), len(usual_stage)),
    }


SCORER = register(
    Scorer(
        name="muc4",
        tally=tally,
        metrics=metrics,
        keep=(
            "ceaf_ree_f1",
            "ceaf_ree_precision",
            "ceaf_ree_recall",
            *(f"ceaf_ree_{role}" for role in ROLES),
            "status_recall",
            "status_accuracy",
            "status_macro_f1",
            "stage_accuracy",
            "stage_macro_f1",
            "status_majority_accuracy",
            "status_majority_macro_f1",
            "stage_majority_accuracy",
            "stage_majority_macro_f1",
        ),
        anchors={"ceaf_ree_f1": "TempGen (BART, fine-tuned) 57.8", "status_macro_f1": "nobody has reported this"},
    )
)
