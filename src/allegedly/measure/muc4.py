"""``muc4``: roles per report, how sure the report is about who did it, and whether the act was carried out.

All three are read off sayings through ``tables/muc4.yaml``; the fillers of the roles by :mod:`~allegedly.measure.muc4_fillers`. The status of an accusation follows from who says it:

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

from collections import Counter
from collections.abc import Iterable, Sequence

from allegedly.measure.assignment import best_pairs
from allegedly.measure.base import Record, Scorer, Tally, Values, f1, macro_f1, ratio, register
from allegedly.measure.matching import shared_word, table
from allegedly.measure.muc4_fillers import ROLES, acts, normalised, organizations_in, roles_of
from allegedly.measure.ranked import bare_article
from allegedly.measure.subject import Coder
from allegedly.model import Actor, Saying

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
