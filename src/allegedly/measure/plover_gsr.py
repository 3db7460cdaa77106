"""``plover_gsr``: the PLOVER gold sentences; type, pair and mode of the one event that each sentence is there for.

The coder sees the sentence alone. Its sayings, most confident first and then in text order, are the ranked events. Everything is
given for all gold events, and under ``..._sure`` without those whose name mapping is unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allegedly.measure.base import Record, Scorer, Tally, Values, f1, macro_f1, ratio, register
from allegedly.measure.matching import Offsets, match_spans, overlap, table, trim
from allegedly.measure.ranked import actor_spans, ranked_sayings
from allegedly.measure.subject import Coder
from allegedly.model import Actor, Saying

# What stands in the place of a country without being one (PLOVER.md, section 6), and the original's slip.
_NOT_COUNTRIES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
_SLIPS = {"JAP": "JPN"}


def tally(record: Record, coder: Coder) -> Tally:
    """The sentence's first type against gold, and each gold event against the best saying of its type."""
    sayings = ranked_sayings(coder, record["text"])
    types = [event["type"] for event in record["events"]]
    first = sayings[0].event.type if sayings else "NONE"
    return {
        "label": (first if first in types else types[0], first),
        "sure": not any(event["mapping_unsure"] for event in record["events"]),
        "events": [_event(record["text"], event, sayings) for event in record["events"]],
    }


def _event(text: str, gold: Record, sayings: Sequence[Saying]) -> dict[str, Any]:
    spans = gold["spans"]
    actors = [trim(text, *span) for span in spans["actor"] + spans["reciprocal"]]
    recipients = [trim(text, *span) for span in spans["recipient"]]
    same = [saying for saying in sayings if saying.event.type == gold["type"]]
    found: dict[str, Any] = {"sure": not gold["mapping_unsure"], "found": bool(same), "end_to_end": False}
    candidates = [_who(text, saying, actors, recipients) for saying in same]
    if candidates:
        best = max(range(len(same)), key=lambda n: (candidates[n]["overlap"], candidates[n]["exact"], -n))
        found |= candidates[best]
        found["end_to_end"] = any(candidate["both"] for candidate in candidates)
        if gold["mode"] and not gold["mapping_unsure"]:
            found["mode"] = gold["mode"] in same[best].event.modes
        found["countries"] = _countries(text, gold, same[best])
    return found


def _who(text: str, saying: Saying, actors: list[Offsets], recipients: list[Offsets]) -> dict[str, Any]:
    ours, theirs = actor_spans(saying.event.actors, text), actor_spans(saying.event.recipients, text)
    actors_met, recipients_met = match_spans(ours, actors), match_spans(theirs, recipients)
    return {
        "exact": len(set(ours) & set(actors)) + len(set(theirs) & set(recipients)),
        "overlap": actors_met + recipients_met,
        "predicted": len(ours) + len(theirs),
        "gold": len(actors) + len(recipients),
        "both": (actors_met > 0 or not (ours or actors)) and (recipients_met > 0 or not (theirs or recipients)),
    }


def _countries(text: str, gold: Record, saying: Saying) -> list[bool]:
    """Whether the country is right, for each gold entity with a country whose span meets one of ours."""
    answers = []
    fields: tuple[tuple[str, list[Any], tuple[Actor, ...]], ...] = (
        ("actors", gold["spans"]["actor"] + gold["spans"]["reciprocal"], saying.event.actors),
        ("recipients", gold["spans"]["recipient"], saying.event.recipients),
    )
    for field, spans, ours in fields:
        for entity in gold[field]:
            code = _SLIPS.get(entity["code"], entity["code"])
            if not code or len(code) != 3 or code in _NOT_COUNTRIES:
                continue
            places = [span for span in spans if text[span[0] : span[1]] == entity["text"]]
            met = [
                one
                for one in ours
                if one.start is not None and one.end is not None and any(overlap((one.start, one.end), tuple(p)) for p in places)
            ]
            if met:
                answers.append(any(one.country == code for one in met))
    return answers


def metrics(tallies: Sequence[Tally]) -> Values:
    """All figures, once over everything and once (``..._sure``) without unsure mappings."""
    sure = [{**tally, "events": [event for event in tally["events"] if event["sure"]]} for tally in tallies if tally["sure"]]
    return _metrics(tallies) | {f"{name}_sure": value for name, value in _metrics(sure).items()}


def _metrics(tallies: Sequence[Tally]) -> Values:
    labels = [tally["label"] for tally in tallies]
    quad = table("quads")["plover_gsr"]
    events = [event for tally in tallies for event in tally["events"]]
    found = [event for event in events if event["found"]]
    exact, overlapping, predicted, gold = (
        sum(event[key] for event in found) for key in ("exact", "overlap", "predicted", "gold")
    )
    modes = [event["mode"] for event in found if "mode" in event]
    countries = [right for event in found for right in event["countries"]]
    return {
        "type_top1": (ratio(sum(a == b for a, b in labels), len(labels)), len(labels)),
        "type_macro_f1": (macro_f1(labels), len(labels)),
        "type_any_recall": (ratio(len(found), len(events)), len(events)),
        "quad_accuracy": (ratio(sum(quad[a] == quad.get(b) for a, b in labels), len(labels)), len(labels)),
        "end_to_end": (ratio(sum(event["end_to_end"] for event in events), len(events)), len(events)),
        "actor_exact_f1": (f1(exact, predicted, gold), gold),
        "actor_overlap_f1": (f1(overlapping, predicted, gold), gold),
        "mode_accuracy": (ratio(sum(modes), len(modes)), len(modes)),
        "country_accuracy": (ratio(sum(countries), len(countries)), len(countries)),
    }


SCORER = register(
    Scorer(
        name="plover_gsr",
        tally=tally,
        metrics=metrics,
        keep=(
            "type_top1",
            "type_top1_sure",
            "type_macro_f1",
            "type_macro_f1_sure",
            "type_any_recall",
            "quad_accuracy",
            "end_to_end",
            "end_to_end_sure",
            "actor_exact_f1",
            "actor_exact_f1_sure",
            "actor_overlap_f1",
            "mode_accuracy",
            "country_accuracy",
        ),
        anchors={
            "type_top1": "tf-idf 41.6, MiniLM + logistic 45.7, NGEC (recipe refitted) 41.3",
            "type_macro_f1": "gemini-3.8-flash 69.1, claude-opus-5 65.8, gpt-5.5 65.4 (18 old types)",
            "type_any_recall": "UniversalPetrarch 50.6 (on all 322)",
            "end_to_end": "UniversalPetrarch 33.1 (on all 322)",
        },
    )
)
