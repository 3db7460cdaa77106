"""Average two trained networks, weight by weight: the last two goes of a training do better together than either.

After Wortsman et al., "Model soups" (ICML 2022): networks that one training went through lie in one valley, and their mean generalizes better.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Read both, write their mean."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--earlier", required=True, type=Path, help="folder of one network")
    parser.add_argument("--later", required=True, type=Path, help="folder of the other")
    parser.add_argument("--share", type=float, default=0.6, help="how much the later one counts")
    parser.add_argument("--output", required=True, type=Path)
    options = parser.parse_args()
    earlier, later = (torch.load(folder / "network.pt") for folder in (options.earlier, options.later))
    mean = {
        name: (1 - options.share) * earlier[name] + options.share * value if value.is_floating_point() else value
        for name, value in later.items()
    }
    options.output.mkdir(parents=True, exist_ok=True)
    torch.save(mean, options.output / "network.pt")


if __name__ == "__main__":
    main()
