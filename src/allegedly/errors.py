"""Every exception of allegedly, and nothing else.

AllegedlyError
├── UnknownName            a word that the ontology, the lexicon or an option does not have (also a ValueError)
├── SpanMismatch           a span that does not slice back to its quotation (also a ValueError)
├── LexiconError           a lexicon file that cannot be used: file, entry, what is wrong (also a ValueError)
├── UsageError             an option or argument that makes no sense (also a ValueError)
├── ModelNotInstalled      the parser is missing or is not the file we checked
├── UnsupportedLanguage    an article in a language that has no coder
├── ReadError              one article or file that cannot be read; the run goes on
│   ├── EmptyArticle       nothing to read in it
│   ├── UnreadableFile     not text, damaged, too large, or of a kind we do not read
│   └── BadRow             one row of a table that lacks what an article needs
├── DossierError           a dossier that cannot be opened, read or written; what was reported as done is safe
│   └── NoSuchId           an id that the dossier does not have, or a beginning that several ids share (also a LookupError)
└── GoldError              a gold set that is not where or what it should be

A message has four parts: what failed, the value, what is allowed, what to do next.
Odd *text* is not an exception: it is data, and is coded as far as it goes.
"""

from __future__ import annotations

from collections.abc import Iterable


class AllegedlyError(Exception):
    """Base of everything that allegedly raises on purpose."""


class UnknownName(AllegedlyError, ValueError):
    """A name that is not in a closed vocabulary; the message lists what is."""

    def __init__(self, kind: str, name: object, allowed: Iterable[str], hint: str = "") -> None:
        self.kind, self.name, self.allowed = kind, name, sorted(allowed)
        listed = ", ".join(self.allowed)
        super().__init__(f"unknown {kind} {name!r}; allowed: {listed}.{' ' + hint if hint else ''}")


class SpanMismatch(AllegedlyError, ValueError):
    """A span whose text is not what stands at its offsets."""


class LexiconError(AllegedlyError, ValueError):
    """A lexicon file that cannot be used; the message names file and entry."""


class UsageError(AllegedlyError, ValueError):
    """An option or argument that makes no sense."""


class ModelNotInstalled(AllegedlyError):
    """The spaCy pipeline is missing, or its weights are not the ones that were checked."""


class UnsupportedLanguage(AllegedlyError):
    """An article in a language that has no coder yet."""


class ReadError(AllegedlyError):
    """One article or file that cannot be read; the run goes on without it."""


class EmptyArticle(ReadError):
    """There is no text in it."""


class UnreadableFile(ReadError):
    """Not text, damaged, too large, or of a kind that is not read."""


class BadRow(ReadError):
    """One row of a table that lacks what an article needs."""


class DossierError(AllegedlyError):
    """A dossier that cannot be opened, read or written."""


class NoSuchId(DossierError, LookupError):
    """An id that a dossier does not have, or the beginning of several."""


class GoldError(AllegedlyError):
    """A gold set that is not where, or not what, it should be."""
