"""Count how often words of saying attribute something, and write ``src/allegedly/coder/lexicon/en/cue_shares.yaml``.

For every reading that the stage ``sources`` can find in hand-marked articles (set ``polnear``, part ``train``), it is counted whether a
marked attribution has that content (Dice of at least one half) and that source. Only words, names of constructions and percentages are
written. Readings inside the content of another attribution are left out: the set marks the outermost attribution only.

Run: ``python tools/fit_cues.py GOLD``, where ``GOLD`` is the folder of all gold sets. Takes some minutes, most of it for the parse.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from spacy.tokens import Doc  # noqa: E402

from allegedly.coder.parts import char_span  # noqa: E402
from allegedly.coder.pipeline import load_parser  # noqa: E402
from allegedly.coder.sources.candidate import Candidate  # noqa: E402
from allegedly.coder.sources.lexicon import load_cues  # noqa: E402
from allegedly.coder.sources.select import all_readings  # noqa: E402
from allegedly.coder.sources.tree import Tree  # noqa: E402
from allegedly.measure.attribution import Parts, dice  # noqa: E402
from allegedly.measure.base import find_gold, read_gold  # noqa: E402

OUT = ROOT / "src/allegedly/coder/lexicon/en/cue_shares.yaml"
PRIOR_WEIGHT = 3  # a word counts as if seen so many times more often, with the share of its construction
LEAST = (
    15  # percent; a lower share says no more than that the word is unlikely, and is written only where the unseen are likelier
)
HEAD = """\
# How often a word, in a construction, attributes something to somebody: percent of its readings, by word and construction.
# Written by tools/fit_cues.py from the train part of the gold set polnear; do not edit by hand.
# `unseen` is for words that are not listed with that construction.
"""

Counts = dict[tuple[str, str], tuple[int, int]]


def parts_of(doc: Doc, candidate: Candidate) -> Parts:
    """A reading in characters."""
    source = () if candidate.source is None else (char_span(doc, candidate.source.start, candidate.source.end),)
    content = tuple(char_span(doc, start, end) for start, end in candidate.content)
    return Parts(doc.text, source, (), content)


def judge(record: dict[str, Any], doc: Doc, candidates: Iterable[Candidate]) -> list[tuple[Candidate, bool, bool]]:
    """Each reading with whether it is right, and whether it stands inside what somebody else is marked to say."""
    gold = [Parts.of_gold(doc.text, item) for item in record["attributions"]]
    owner = {place: k for k, item in enumerate(gold) for place in item.content_characters}
    judged = []
    for candidate in candidates:
        ours = parts_of(doc, candidate)
        shared = Counter(owner[place] for place in ours.content_characters if place in owner)
        right = any(dice(ours, gold[k]) >= 0.5 and ours.same_source(gold[k]) for k, _ in shared.most_common(2))
        judged.append((candidate, right, not right and doc[candidate.head].idx in owner))
    return judged


def count(records: Iterable[dict[str, Any]], docs: Iterable[Doc]) -> Counts:
    """How often each word was read in each construction, and how often rightly."""
    cues = load_cues()
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for record, doc in zip(records, docs, strict=True):
        for candidate, right, inside in judge(record, doc, all_readings(Tree(doc), cues, 0)):
            if not inside:
                row = counts[candidate.word, candidate.construction]
                row[0] += 1
                row[1] += right
    return {key: (row[0], row[1]) for key, row in counts.items()}


def write(counts: Counts, out: Path) -> None:
    """The lexicon file of these counts."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (_, construction), (n, right) in counts.items():
        totals[construction][0] += n
        totals[construction][1] += right
    priors = {name: (right + 0.1) / (n + 2) for name, (n, right) in totals.items()}
    words: dict[str, dict[str, int]] = defaultdict(dict)
    for (word, construction), (n, right) in sorted(counts.items()):
        prior = priors[construction]
        share = round(100 * (right + PRIOR_WEIGHT * prior) / (n + PRIOR_WEIGHT))
        if n >= 2 and word.replace("_", "").replace("-", "").isalpha() and max(share, 100 * prior) >= LEAST:
            words[word][construction] = share
    lines = [HEAD, "unseen:\n"]
    lines += [f"  {_quoted(name)}: {round(100 * prior)}\n" for name, prior in sorted(priors.items()) if round(100 * prior) >= 5]
    lines.append("words:\n")
    for word, row in words.items():
        inner = ", ".join(f"{_quoted(name)}: {share}" for name, share in row.items())
        lines.append(f"  {_quoted(word)}: {{{inner}}}\n")
    out.write_text("".join(lines), encoding="utf-8")


def _quoted(word: str) -> str:
    return word if word.isalpha() and word not in _YAML_WORDS else f'"{word}"'


_YAML_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def main() -> None:
    """Count and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("gold", type=Path, help="the folder of all gold sets")
    options.add_argument("--out", type=Path, default=OUT)
    chosen = options.parse_args()
    records = read_gold(find_gold(chosen.gold, "polnear", "train"))
    nlp = load_parser()
    docs = nlp.pipe((str(record["text"]) for record in records), batch_size=32)
    write(count(records, docs), chosen.out)


if __name__ == "__main__":
    main()
