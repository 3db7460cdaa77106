"""PDFs with a text layer: the lines of a page are joined to paragraphs, so that sentences are whole again."""

from __future__ import annotations

import io
import re
import warnings

from allegedly.errors import EmptyArticle, UnreadableFile
from allegedly.read.draft import Draft, newlines
from allegedly.read.quiet import quiet

_SENTENCE_END = (".", "!", "?", ":", "”", '"', "»", "…")
_SPLIT_WORD = re.compile(r"(\w+)[-\N{SOFT HYPHEN}\N{HYPHEN}]$")


def read_pdf(data: bytes, origin: str) -> Draft:
    """The text layer of a PDF, pages in order.

    The title is the document's own only where its words open the text, because that field mostly holds a file name. The day a
    PDF was made is noted but never taken for the day it was published.

    Raises:
        EmptyArticle: When no page has a text layer.
        UnreadableFile: When the file is damaged or encrypted.
    """
    import pypdf
    from pypdf.errors import DependencyError

    with quiet("pypdf"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableFile(f"{origin}: the PDF is encrypted; save it without a password")
            pages = [newlines(page.extract_text()) for page in reader.pages]
            metadata = reader.metadata
            title = metadata.title if metadata else None
            made = metadata.creation_date if metadata else None
        except UnreadableFile:
            raise
        except DependencyError as error:
            raise UnreadableFile(f"{origin}: the PDF is encrypted; save it without a password") from error
        # The file is hostile input to a large foreign parser: whatever it trips over, the file is at fault and named.
        except Exception as error:
            raise UnreadableFile(
                f"{origin}: damaged, or not a PDF ({type(error).__name__}: {error}); save it again or as .txt"
            ) from error
    if not any(page.strip() for page in pages):
        raise EmptyArticle(f"{origin}: the PDF has no text layer ({len(pages)} pages of pictures?); run OCR first")
    text = "\n\n".join(join_lines(page) for page in pages if page.strip())
    draft = Draft(text=text, origin=origin, notes=["lines of the PDF were joined to paragraphs"])
    opening = " ".join(text[:500].split())
    if isinstance(title, str) and title.strip() and opening.startswith(" ".join(title.split())):
        draft.title = title
        draft.text = _title_apart(text, " ".join(title.split()))
    if made is not None:
        draft.notes.append(f"the PDF was made on {made:%Y-%m-%d}, which need not be its day of publication")
    return draft


def join_lines(page: str) -> str:
    """``page`` with broken lines joined by a space, and a blank line between paragraphs.

    A line ends its paragraph when a blank line follows, or when it closes a sentence and is clearly shorter than the page is
    wide. A word split by a hyphen is put together without it where the same page also has the word whole; the hyphen stays otherwise.
    """
    lines = [line.strip() for line in page.split("\n")]
    width = max(map(len, lines), default=0)
    words = set(re.findall(r"\w+", page))
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if not line:
            if current:
                paragraphs.append(current)
            current = ""
            continue
        split = _SPLIT_WORD.search(current)
        if split and line[0].islower():
            rest = re.match(r"\w+", line)
            whole = split[1] + (rest[0] if rest else "")
            current = (current[:-1] if whole in words else current) + line
        else:
            current = f"{current} {line}" if current else line
        if line.endswith(_SENTENCE_END) and len(line) < 0.75 * width:
            paragraphs.append(current)
            current = ""
    if current:
        paragraphs.append(current)
    return "\n\n".join(paragraphs)


def _title_apart(text: str, title: str) -> str:
    """``text`` with the opening ``title`` as a paragraph of its own; it opens the text when white space is not counted."""
    pattern = re.compile(r"\s*" + r"\s+".join(map(re.escape, title.split())) + r"\s*")
    match = pattern.match(text)
    return f"{title}\n\n{text[match.end() :]}" if match else text
