"""Which language a text is in, where the text is long enough to say."""

from __future__ import annotations

import functools
from typing import Any

# The languages in which the crises that people bring are mostly reported. A closed list keeps headlines
# from being taken for Latin or Volapük; a text in none of these comes out as its nearest neighbour or as unknown.
LANGUAGES = "ar az be bg cs da de el en es et fa fi fr he hi hu hy id it ja ka kk ko ky lt lv mn nl no pl ps pt ro ru sk sr sv tr uk ur uz vi zh"

_ENOUGH_LETTERS = 25
_SURE = 0.9
_SAMPLE = 4_000


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([name for name in LANGUAGES.split() if name in identifier.labels])
    return identifier


def identify_language(text: str) -> str | None:
    """The two-letter code of the language of ``text``, or None when it is too short or too mixed to be sure.

    The first 4,000 characters decide; with fewer than 25 letters among them, nothing does.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _ENOUGH_LETTERS:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _SURE else None


def language_code(written: str) -> str | None:
    """The primary part of a language tag in lower case (``en-GB`` gives ``en``), or None when it is no tag."""
    primary = written.strip().replace("_", "-").split("-")[0].lower()
    return primary if primary.isascii() and primary.isalpha() and len(primary) in (2, 3) else None
