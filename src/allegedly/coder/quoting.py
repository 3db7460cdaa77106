"""Which tokens of a text stand between quotation marks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allegedly.coder.sources.quotations import find_quotations


def quoted_tokens(text: str, offsets: NDArray[np.int64]) -> set[int]:
    """The tokens between quotation marks; ``offsets`` holds the first character of each token."""
    found: set[int] = set()
    for quotation in find_quotations(text):
        first, last = np.searchsorted(offsets, [quotation.start, quotation.end])
        found.update(range(int(first), int(last)))
    return found
