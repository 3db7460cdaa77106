"""How the sayings of the sample dossier, and of three crises that only the tests have, are gathered: B-cubed F1 and the copies found.

python tools/measure_incidents.py [--json] [--list]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from msgspec import structs

from allegedly.coder.coder import Coder
from allegedly.incidents import incidents
from allegedly.incidents.copies import find_copies
from allegedly.measure.happenings import faults, grouping, match, read_expected
from allegedly.model import Article, to_json
from allegedly.read import read

ROOT = Path(__file__).parent.parent
SETS = {
    "sample": (ROOT / "samples/kazakhstan-2022", ROOT / "samples/expected/incidents.yaml"),
    "crisis": (ROOT / "tests/incidents/crisis/articles", ROOT / "tests/incidents/crisis/expected.yaml"),
    "altiplano": (ROOT / "tests/incidents/altiplano/articles", ROOT / "tests/incidents/altiplano/expected.yaml"),
    "maputo": (ROOT / "tests/incidents/maputo/articles", ROOT / "tests/incidents/maputo/expected.yaml"),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true", help="one JSON object a set")
    options.add_argument("--list", action="store_true", help="what was split and what was joined")
    options.add_argument("sets", nargs="*", default=list(SETS), help=f"of {', '.join(SETS)}")
    asked = options.parse_args()
    coder = Coder()
    for name in asked.sets:
        folder, written = SETS[name]
        coded = list(coder.pipe(one for one in read([folder]) if isinstance(one, Article)))
        sayings = {saying.id: saying for _, several in coded for saying in several}
        of = {id: one.id for one in incidents(list(sayings.values())) for id in one.sayings}
        expected = read_expected(written)
        meant = match(expected, coded)
        scores = grouping(len(expected), meant, of)
        copies = find_copies([article for article, _ in coded])
        if asked.json:
            figures = {"set": name, "articles": len(coded), "sayings": len(sayings), "copies": len(copies)}
            print(to_json(figures | structs.asdict(scores)).decode())
            continue
        print(
            f"{name}: B-cubed F1 {100 * scores.b_cubed_f1:.1f} (recall {100 * scores.b_cubed_recall:.1f}, precision {100 * scores.b_cubed_precision:.1f}), "
            f"pairwise F1 {100 * scores.pairwise_f1:.1f}; {len(meant)} of {scores.listed} sayings found; "
            f"{len(coded)} articles, {len(sayings)} sayings, {len(copies)} copies"
        )
        if asked.list:
            for line in faults(meant, of, sayings):
                print("  " + line)


if __name__ == "__main__":
    main()
