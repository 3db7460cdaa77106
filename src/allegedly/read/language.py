"""Which language a text is in, where the text is long enough to say."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Any

# The languages in which the crises that people bring are mostly reported. A closed list keeps headlines
# from being taken for Latin or Volapük; a text in none of these comes out as its nearest neighbour or as unknown.
LANGUAGES = "ar az be bg cs da de el en es et fa fi fr he hi hu hy id it ja ka kk ko ky lt lv mn nl no pl ps pt ro ru sk sr sv tr uk ur uz vi zh"

_ENOUGH_LETTERS = 25
_SURE = 0.8
_SAMPLE = 4_000
_ENGLISH_SHARE, _ENGLISH_LEAST, _ENGLISH_DISTINCT = 1 / 8, 20, 4
_WORD = re.compile(r"[^\W\d_]+")


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([name for name in LANGUAGES.split() if name in identifier.labels])
    return identifier


@functools.cache
def _english_words() -> frozenset[str]:
    lines = resources.files("allegedly.read").joinpath("english.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _plainly_english(sample: str) -> bool:
    """Whether function words alone say so; loading the model for what most runs are about would take a second."""
    words = _WORD.findall(sample.lower())
    known = [word for word in words if word in _english_words()]
    return len(words) >= _ENGLISH_LEAST and len(known) >= _ENGLISH_SHARE * len(words) and len(set(known)) >= _ENGLISH_DISTINCT


def identify_language(text: str) -> str | None:
    """The two-letter code of the language of ``text``, or None when it is too short or too mixed to be sure.

    The first 4,000 characters decide; with fewer than 25 letters among them, nothing does.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _ENOUGH_LETTERS:
        return None
    if _plainly_english(sample):
        return "en"
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _SURE else None


def language_code(written: str) -> str | None:
    """The primary part of a language tag in lower case (``en-GB`` gives ``en``), or None when it is no tag."""
    primary = written.strip().replace("_", "-").split("-")[0].lower()
    return primary if primary.isascii() and primary.isalpha() and len(primary) in (2, 3) else None
