"""Sets that give a whole text one kind: ``case21_acled`` and ``ceha``, both through fixed tables from sayings.

What PLOVER leaves out (disasters, ordinary crime) is found by words alone; see ``tables/case21_acled.yaml`` and ``tables/ceha.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.measure.base import Record, Scorer, Tally, Values, f1, macro_f1, per_class_f1, ratio, register, total
from allegedly.measure.mapping import has_word, holds, labels
from allegedly.measure.matching import table
from allegedly.measure.ranked import bare_article, rank, ranked_sayings
from allegedly.measure.subject import Coder
from allegedly.model import Saying

KINDS = ("communal_conflict", "religious_conflict", "violence_against_women", "climate_security", "other")


def acled_type(text: str, ranked: Sequence[Saying]) -> str:
    """The CASE 2021 type of a snippet with these sayings: the first rule that holds, then the rules on words, else ``OTHER``."""
    rules = table("case21_acled")
    if ranked and ranked[0].event.type in rules["opening"]:
        return str(rules["opening"][ranked[0].event.type])
    for rule in rules["rules"]:
        if any(holds(rule, saying) for saying in ranked):
            return str(rule["label"])
    return next((rule["label"] for rule in rules["text"] if has_word(text, rule["words"])), "OTHER")


def _acled_tally(record: Record, coder: Coder) -> Tally:
    ranked = ranked_sayings(coder, record["text"])
    counted: Tally = {"label": (record["type"], acled_type(record["text"], ranked))}
    through = table("case21_acled")["plover"].get(record["type"])
    if through:
        counted["plover"] = bool(ranked) and ranked[0].event.type == through
        counted["plover_any"] = any(saying.event.type == through for saying in ranked)
    return counted


def _acled_metrics(tallies: Sequence[Tally]) -> Values:
    pairs = [tally["label"] for tally in tallies]
    mapped = [tally for tally in tallies if "plover" in tally]
    weighted = sum(score * n for score, n in per_class_f1(pairs).values())
    return {
        "weighted_f1": (ratio(weighted, len(pairs)), len(pairs)),
        "macro_f1": (macro_f1(pairs), len(pairs)),
        "plover_accuracy": (ratio(total(mapped, "plover"), len(mapped)), len(mapped)),
        "plover_any_recall": (ratio(total(mapped, "plover_any"), len(mapped)), len(mapped)),
    }


ACLED = register(
    Scorer(
        name="case21_acled",
        tally=_acled_tally,
        metrics=_acled_metrics,
        keep=("weighted_f1", "macro_f1", "plover_accuracy", "plover_any_recall"),
        anchors={"weighted_f1": "shared task 77.1 (30 types), 83.9 (25 types)"},
    )
)


def relevant(text: str, sayings: Sequence[Saying]) -> bool:
    """Whether a text tells of one violent event in the Horn of Africa: some act, no summary of many, and the region named."""
    rules = table("ceha")
    found = [saying for saying in sayings if labels(rules["acts"], saying)]
    if not 0 < len(found) <= rules["most_acts"] or len(text) > rules["most_characters"]:
        return False
    countries = {saying.event.place.country for saying in found if saying.event.place}
    return not countries.isdisjoint(rules["countries"]) or has_word(text, rules["region_words"])


def kinds_of(text: str, sayings: Sequence[Saying]) -> set[str]:
    """The kinds of conflict that a relevant text tells of, by the words of the sentences in which its acts stand."""
    rules = table("ceha")
    sentences = " ".join(dict.fromkeys(saying.sentence.text for saying in sayings if labels(rules["acts"], saying))) or text
    found = {rule["label"] for rule in rules["kinds"] if has_word(sentences, rule["words"])}
    return found or {rules["other"]}


def _ceha_tally(record: Record, coder: Coder) -> Tally:
    sayings = rank(coder.code(bare_article(record["text"], record["date"], record["id"])))
    ours, gold = relevant(record["text"], sayings), record["relevant"]
    counted: Tally = {"right": ours and gold, "predicted": ours, "gold": gold}
    if gold:
        predicted, kinds = kinds_of(record["text"], sayings), set(record["types"] or ())
        for kind in KINDS:
            counted[kind] = (kind in predicted and kind in kinds, kind in predicted, kind in kinds)
    return counted


def _ceha_metrics(tallies: Sequence[Tally]) -> Values:
    right, predicted, gold = (total(tallies, key) for key in ("right", "predicted", "gold"))
    kinds = [tally for tally in tallies if KINDS[0] in tally]
    sums = {kind: [sum(tally[kind][n] for tally in kinds) for n in range(3)] for kind in KINDS}
    all_kinds = [sum(sums[kind][n] for kind in KINDS) for n in range(3)]
    return {
        "relevance_f1": (f1(right, predicted, gold), len(tallies)),
        "relevance_precision": (ratio(right, predicted), int(predicted)),
        "relevance_recall": (ratio(right, gold), int(gold)),
        "type_micro_f1": (f1(*all_kinds), all_kinds[2]),
        **{f"type_{kind}": (f1(*sums[kind]), sums[kind][2]) for kind in KINDS},
    }


CEHA = register(
    Scorer(
        name="ceha",
        tally=_ceha_tally,
        metrics=_ceha_metrics,
        keep=("relevance_f1", "relevance_precision", "relevance_recall", "type_micro_f1", *(f"type_{kind}" for kind in KINDS)),
        anchors={"relevance_f1": "Mistral-large, 6 examples, 87.2", "type_micro_f1": "Mistral-large, 6 examples, 75.8"},
    )
)
