"""Which tokens of a text stand between quotation marks."""

from __future__ import annotations

import numpy as np
from spacy import attrs
from spacy.tokens import Doc

from allegedly.coder.sources.quotations import find_quotations


def quoted_tokens(doc: Doc) -> set[int]:
    """The tokens between quotation marks."""
    quotations = find_quotations(doc.text)
    if not quotations:
        return set()
    found: set[int] = set()
    offsets = doc.to_array([attrs.IDX]).reshape(-1)
    for quotation in quotations:
        first, last = np.searchsorted(offsets, [quotation.start, quotation.end])
        found.update(range(int(first), int(last)))
    return found
