"""How names are compared: without case, accents, apostrophes, full stops and hyphens, and with "Saint" as "St"."""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ħ": "h", "ə": "a",
        "'": "", "’": "", "‘": "", "ʻ": "", "ʼ": "", "`": "", "´": "", "ʹ": "", "ʿ": "", "ʾ": "", ".": " ",
    }
)  # fmt: skip
_SPACE = re.compile(r"[\W_]+")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """The form under which ``name`` is kept and looked up; empty when the name has no letter or digit."""
    if name.isascii():
        plain = name.lower().translate(_LETTERS)
    else:
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
    words = _SPACE.sub(" ", plain).split()
    if words and words[0] in _SHORT and len(words) > 1:
        words[0] = _SHORT[words[0]]
    return " ".join(words)


SIEVE_BITS = 1 << 23


def sieve_bit(key: str) -> int:
    """Which bit of the sieve stands for ``key``: a clear bit means that no place has that key, so that most words need no query."""
    return zlib.crc32(key.encode()) & (SIEVE_BITS - 1)


# Letters and pairs that transliterations of one Cyrillic or Arabic name write differently.
_SOUNDS = (
    (re.compile(r"\b(?:al|el|ul) "), ""), (re.compile(r"shch|sch|sh|ch|tch|tsch"), "s"), (re.compile(r"zh|dzh|dj|j"), "z"),
    (re.compile(r"kh|gh|q|ck|k"), "k"), (re.compile(r"iy|yi|yy|ii|ij|ey\b|ay\b|y\b"), "i"), (re.compile(r"ye|ie|je"), "e"), (re.compile(r"yu|iu"), "u"),
    (re.compile(r"ya|ia"), "a"), (re.compile(r"yo|io"), "o"), (re.compile(r"ou|oo"), "u"), (re.compile(r"ph|v|w|ff?"), "f"), (re.compile(r"ts|tz|x"), "s"),
    (re.compile(r"y"), "i"), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


@lru_cache(maxsize=16384)
def person_key(name: str) -> str:
    """The form under which transliterations of one person's name are the same: "Nazarbaev" and "Nazarbayev", "Janaozen" and "Zhanaozen".

    Only spellings are folded, never sounds that tell two families apart in one script; a name of one key may still be two people's.
    """
    key = name_key(name)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key
