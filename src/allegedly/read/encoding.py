"""Bytes to text: the encoding is found and said; bytes that are no text are refused by name."""

from __future__ import annotations

import codecs
import re

from allegedly.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of what people most often rename to .txt.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or .docx, .xlsx, .epub)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file (.doc, .xls)"),
    (b"{\\rtf", "a Rich Text file (.rtf)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
# Where several encodings fit the bytes equally well, the one that the web really uses is meant.
_PREFERRED = ("utf_8", "cp1252", "cp1251", "koi8_r", "cp1250", "cp1254", "cp1256", "gb18030", "big5", "shift_jis", "euc_kr")
_DETECTION_SAMPLE = 256 * 1024


def seems(data: bytes) -> str | None:
    """What ``data`` is by its first bytes ("a ZIP archive ..."), or None when it may be text."""
    return next((name for magic, name in _MAGIC if data.startswith(magic)), None)


def decode(data: bytes, origin: str, *, markup: bool = False) -> tuple[str, str]:
    """Text of ``data`` and the encoding it was read in, line ends as they were.

    Tried in turn: a byte order mark, UTF-16 without one, UTF-8, the charset that a page declares (``markup`` only), detection.

    Raises:
        UnreadableFile: When the bytes are an archive, a picture, a program or otherwise no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    if kind := seems(data):
        raise UnreadableFile(
            f"{origin}: not text but {kind}; allowed are text, Markdown, HTML, PDF, JSON, JSON Lines, CSV and TSV; convert or unpack it first"
        )
    if b"\x00" in data:
        text, name = _wide(data, origin)
    else:
        try:
            text, name = data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            text, name = _detect(data, origin, markup=markup)
    head = text[:100_000]
    if sum(character < " " and character not in "\t\n\r\f\x1b" for character in head) > max(3, len(head) / 10):
        raise _binary(origin)
    return text, name


def _wide(data: bytes, origin: str) -> tuple[str, str]:
    """UTF-16 without a mark has a NUL in every other byte of its Latin letters and spaces; other NULs mean no text."""
    head = data[: 64 * 1024]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) > len(head) / 20 and min(even, odd) <= len(head) / 200:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            pass
        else:
            if "\x00" not in text:
                return text, name
    raise _binary(origin)


def _detect(data: bytes, origin: str, *, markup: bool) -> tuple[str, str]:
    if markup and (declared := _META_CHARSET.search(data[:4096])):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_DETECTION_SAMPLE])
    best = found.best()
    if best is None:
        raise _binary(origin)
    close = [match for match in found if match.chaos <= best.chaos and match.coherence >= 0.9 * best.coherence]
    fitting = {name for match in close for name in match.could_be_from_charset}
    name = next((name for name in _PREFERRED if name in fitting), best.encoding)
    # A sample may end within a character, and a long file may hold a few bytes of another encoding.
    return data.decode(name, "replace"), name


def _binary(origin: str) -> UnreadableFile:
    return UnreadableFile(
        f"{origin}: not text (it holds NUL or other binary bytes and is in no known encoding); "
        "allowed are text, Markdown, HTML, PDF, JSON, JSON Lines, CSV and TSV; save it as UTF-8 text"
    )
