"""When: time expressions with TIMEX3 values, and which of them belongs to an event.

>>> from allegedly.coder.dates import find_timexes
>>> [(t.span.text, t.value) for t in find_timexes("They met two weeks ago.", "2022-01-19")]
[('two weeks ago', '2022-W01')]
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder.dates.belonging import date_of
from allegedly.coder.dates.find import find_timexes
from allegedly.coder.parts import register_extensions

__all__ = ["date_of", "dates", "find_timexes"]

register_extensions()


@Language.component("allegedly_dates_v1", assigns=["doc._.timexes"])
def dates(doc: Doc) -> Doc:
    """Store the time expressions of ``doc`` in ``doc._.timexes``, read against the publication date of ``doc._.article`` where it has one."""
    published = getattr(doc._.article, "published", None)
    doc._.timexes = find_timexes(doc.text, published, doc=doc)
    return doc
