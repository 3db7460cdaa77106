"""Same incident: event mentions across documents (``ecbplus``; for ``meantime`` the functions are here too), and documents by incident.

The coder sees all documents of the part at once, in a shuffled order, with the mentions given and nothing of topic or chain. In a
bootstrap sample a document that is drawn twice forms a second world: its copies are never one with the originals, for otherwise each
copy would be an easy link.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from allegedly.measure.base import Record, Scorer, Tally, Values, register
from allegedly.measure.chains import Chains, f1_of
from allegedly.measure.subject import Coder, Offsets

MentionsOf = Callable[[Record], list[Record]]


def ecbplus_mentions(record: Record) -> list[Record]:
    """The event mentions that ECB+ scores."""
    return [mention for mention in record["mentions"] if mention["kind"] == "event" and mention["scored"]]


def meantime_mentions(record: Record) -> list[Record]:
    """The events in the part of a MEANTIME article that is annotated in full."""
    return [event for event in record["events"] if event["start"] < record["annotated_until"]]


def shuffled(records: Sequence[Record]) -> list[int]:
    """Indices of the records in the order in which the coder sees them: fixed, and telling nothing."""
    order = list(range(len(records)))
    random.Random(0).shuffle(order)
    return order


def cluster_labels(records: Sequence[Record], mentions_of: MentionsOf, coder: Coder) -> list[list[int]]:
    """The number of the predicted cluster for each mention of each record; mentions left out are alone."""
    order = shuffled(records)
    listed = [mentions_of(records[index]) for index in order]
    spans: list[list[Offsets]] = [[(mention["start"], mention["end"]) for mention in mentions] for mentions in listed]
    clusters = coder.cluster_events([(records[index]["text"], span) for index, span in zip(order, spans, strict=True)])
    numbers = {mention: number for number, cluster in enumerate(clusters) for mention in map(tuple, cluster)}
    labels: list[list[int]] = [[] for _ in records]
    following = len(clusters)
    for place, index in enumerate(order):
        for mention in range(len(spans[place])):
            number = numbers.get((place, mention))
            if number is None:
                number, following = following, following + 1
            labels[index].append(number)
    return labels


def chain_tallies(records: Sequence[Record], mentions_of: MentionsOf, coder: Coder) -> list[Tally]:
    """One tally a record: its ``id``, and gold ``chains`` and predicted ``clusters`` of its mentions, in the same order."""
    labels = cluster_labels(records, mentions_of, coder)
    return [
        {"id": record["id"], "chains": [mention["chain"] for mention in mentions_of(record)], "clusters": clusters}
        for record, clusters in zip(records, labels, strict=True)
    ]


def chain_metrics(tallies: Sequence[Tally], key: str = "clusters", suffix: str = "") -> Values:
    """CoNLL F1 with its three parts, and LEA, over all mentions as one document; n is the number of mentions."""
    gold: list[Hashable] = []
    ours: list[Hashable] = []
    for world, tally in _worlds(tallies):
        gold += [(chain, world) for chain in tally["chains"]]
        ours += [(cluster, world) for cluster in tally[key]]
    chains = Chains(gold, ours)
    muc, b_cubed, ceaf_e = f1_of(chains.muc()), f1_of(chains.b_cubed()), f1_of(chains.ceaf_e())
    return {
        f"conll_f1{suffix}": ((muc + b_cubed + ceaf_e) / 3, chains.size),
        f"muc_f1{suffix}": (muc, chains.size),
        f"b3_f1{suffix}": (b_cubed, chains.size),
        f"ceaf_e_f1{suffix}": (ceaf_e, chains.size),
        f"lea_f1{suffix}": (f1_of(chains.lea()), chains.size),
    }


def _worlds(tallies: Sequence[Tally]) -> list[tuple[int, Tally]]:
    """Each tally with how often its document was drawn before it."""
    drawn: Counter[str] = Counter()
    worlds = []
    for tally in tallies:
        worlds.append((drawn[tally["id"]], tally))
        drawn[tally["id"]] += 1
    return worlds


def _tally_all(records: Sequence[Record], coder: Coder) -> list[Tally]:
    tallies = chain_tallies(records, ecbplus_mentions, coder)
    for record, tally in zip(records, tallies, strict=True):
        # Confined to a gold topic: what was joined across topics is cut apart.
        tally["clusters_in_topic"] = [(record["topic"], label) for label in tally["clusters"]]
    order = shuffled(records)
    groups = coder.cluster_documents([records[index]["text"] for index in order])
    number = {place: n for n, group in enumerate(groups) for place in group}
    for place, index in enumerate(order):
        tallies[index] |= {"incident": records[index]["incident"], "group": number.get(place, len(groups) + place)}
    return tallies


def _metrics(tallies: Sequence[Tally]) -> Values:
    worlds = _worlds(tallies)
    documents = Chains([(t["incident"], w) for w, t in worlds], [(t["group"], w) for w, t in worlds])
    topic_given = chain_metrics(tallies, "clusters_in_topic", "_topic_given")
    return {
        **chain_metrics(tallies),
        "conll_f1_topic_given": topic_given["conll_f1_topic_given"],
        "lea_f1_topic_given": topic_given["lea_f1_topic_given"],
        "doc_b3_f1": (f1_of(documents.b_cubed()), documents.size),
        "doc_pairwise_f1": (f1_of(documents.pairwise()), documents.size),
        # Not a score: how many clusters were made for each that there is.
        "doc_clusters_ratio": (len(documents.predicted) / max(len(documents.gold), 1), len(documents.gold)),
    }


def _no_single_tally(record: Record, coder: Coder) -> Tally:
    raise NotImplementedError("ecbplus is scored over all documents at once: use tally_all")


SCORER = register(
    Scorer(
        name="ecbplus",
        tally=_no_single_tally,
        tally_all=_tally_all,
        metrics=_metrics,
        keep=(
            "conll_f1",
            "muc_f1",
            "b3_f1",
            "ceaf_e_f1",
            "lea_f1",
            "conll_f1_topic_given",
            "lea_f1_topic_given",
            "doc_b3_f1",
            "doc_pairwise_f1",
            "doc_clusters_ratio",
        ),
        # Each sample costs four assignments of hundreds of clusters.
        resamples=200,
        anchors={
            "conll_f1": "cross-encoder with LLM summaries 86.7, GPT-4 76.8 (gold mentions)",
            "conll_f1_topic_given": "same head lemma 60.0",
        },
    )
)
