"""Files, folders, tables and standard input become articles; what cannot be read becomes one clear line, and the run goes on.

The text of an :class:`~allegedly.model.Article` is what all offsets point into, so everything that changes characters happens
here and nowhere later: decoding, line ends to ``\\n``, boilerplate left out, lines of a PDF joined, the title put first.
Nothing is looked up on the network, and nothing is guessed: an article that does not say when or by whom it was
published has nulls there, unless the caller gives defaults; a day that it prints in its own head is used with a note. docs/reading.md lists every kind and limit.
"""

from allegedly.read.dates import publication_date
from allegedly.read.draft import MAX_ARTICLE_CHARACTERS, Failure
from allegedly.read.encoding import decode
from allegedly.read.files import KINDS, MAX_FILE_BYTES, kind_of, read, read_bytes, read_with_originals
from allegedly.read.language import identify_language
from allegedly.read.printed import PrintedDate, printed_date
from allegedly.read.rows import MAX_ROW_BYTES

__all__ = [
    "KINDS",
    "MAX_ARTICLE_CHARACTERS",
    "MAX_FILE_BYTES",
    "MAX_ROW_BYTES",
    "Failure",
    "PrintedDate",
    "decode",
    "identify_language",
    "kind_of",
    "printed_date",
    "publication_date",
    "read",
    "read_bytes",
    "read_with_originals",
]
