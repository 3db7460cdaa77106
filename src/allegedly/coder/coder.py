"""The coder as one object: an article in, its sayings out; and the questions that scorers and the desk ask of its stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder import actors, counts, dates, events, places, sayings, sources, status, types
from allegedly.coder.dates import find_timexes
from allegedly.coder.encoder.questions import Question, sentence_parties
from allegedly.coder.factuality import factuality_of
from allegedly.coder.lexicon import fingerprint
from allegedly.coder.named import named_entities
from allegedly.coder.pipeline import load_parser
from allegedly.coder.places import places_of, resolve_places
from allegedly.coder.screen import Screen
from allegedly.coder.screen_map import Kept, in_article
from allegedly.coder.sources import to_records
from allegedly.coder.sources.whole import read_attributions
from allegedly.coder.status import status_of
from allegedly.errors import UnsupportedLanguage
from allegedly.model import Article, Attribution, CoderRef, Place, Saying, Span, Status, Timex, make_article
from allegedly.read import printed_date
from allegedly.version import __version__

LANGUAGES = ("en",)
# In this order: each stage may read what the ones before it found.
STAGES = (sources, events, status, dates, places, actors, counts, sayings)
_NAMES = [f"allegedly_{stage.__name__.rpartition('.')[2]}_v1" for stage in STAGES]
_BATCH = 16


class Coder:
    """Codes articles of one language.

    Args:
        language: ISO 639-1 code; ``en`` is the only one so far.
        lexicon: Files of event rules of one's own, which add to ours or replace them (docs/lexicon.md). What they hold goes into the coder's
            version, so that sayings made with other rules have other ids.
        screen: Whether :meth:`code` and :meth:`pipe` parse only the sentences that may hold an event, and what these need. The questions that
            are put to single stages always read everything.

    Raises:
        UnsupportedLanguage: For a language without a coder.
        LexiconError: When a file of ``lexicon`` cannot be used.
        ModelNotInstalled: When the parser is missing or its weights are not the checked ones.
    """

    def __init__(self, language: str = "en", *, lexicon: Iterable[str | Path] = (), screen: bool = True) -> None:
        if language not in LANGUAGES:
            raise UnsupportedLanguage(
                f"no coder for language {language!r}; there is one for: {', '.join(LANGUAGES)}. "
                "If the text is in one of these, say so with --language."
            )
        own = [str(place) for place in lexicon]
        version = f"{__version__}+lexicon.{fingerprint(own)}" if own else __version__
        self.ref = CoderRef(name=f"allegedly-{language}", version=version)
        self.nlp: Language = load_parser()
        for stage, name in zip(STAGES, _NAMES, strict=True):
            self.nlp.add_pipe(name, config={"lexicon": own} if own and stage is events else {})
        self.screen = Screen(self.nlp, own) if screen else None

    # -- articles -----------------------------------------------------------------------------------------------------

    def code(self, article: Article) -> list[Saying]:
        """The sayings of one article, in text order."""
        return next(self.pipe([article]))[1]

    def pipe(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Saying]]]:
        """Code many articles, in their order."""
        for doc in self.nlp.pipe((self._doc(article, self.screen) for article in articles), batch_size=_BATCH):
            article, sayings, kept = doc._.article, doc._.sayings or [], doc.user_data.get("kept")
            yield article, sayings if kept is None else [in_article(saying, kept, article) for saying in sayings]

    def _doc(self, article: Article, screen: Screen | None = None) -> Doc:
        kept: Kept | None = screen.kept(article.text) if screen is not None else None
        doc = self.nlp.make_doc(article.text if kept is None else kept.text)
        if kept is not None and not kept.complete:
            doc.user_data.update(kept=kept, gaps=kept.gaps)
        doc._.article = article
        doc._.coder = self.ref
        return doc

    def read(self, text: str, *, published: str | None = None, publisher: str | None = None, url: str | None = None) -> Doc:
        """``text`` with the results of every stage on it (``doc._.attributed``, ``doc._.happenings`` ...)."""
        return self.nlp(self._doc(make_article(text, published=published, publisher=publisher, url=url, language="en")))

    # -- single stages ------------------------------------------------------------------------------------------------

    def attributions(self, text: str) -> list[Attribution]:
        """Who says what in ``text``, every sentence of it read by the encoder."""
        doc = self.nlp(self._doc(make_article(text, language="en")), disable=_NAMES)
        return to_records(doc, read_attributions(doc))

    def factuality(self, text: str, spans: Sequence[tuple[int, int]], question: Question = "presented") -> list[float]:
        """How far the event words at each of ``spans`` happened, or are presented as having happened, -3 to 3; see :func:`factuality_of`."""
        return factuality_of(self.read(text), spans, question)

    def sentence_event(self, text: str) -> tuple[int, list[tuple[int, int, str]]]:
        """What one sentence as a whole tells, by the encoder alone; see :func:`~allegedly.coder.encoder.questions.sentence_parties`."""
        return sentence_parties(text)

    def timexes(self, text: str, published: str | None = None) -> list[Timex]:
        """The time expressions of ``text``, relative ones resolved against ``published`` (``YYYY-MM-DD``) or else the day that ``text`` prints in its head."""
        printed = None if published else printed_date(text)
        day = printed.day if printed is not None else published
        return find_timexes(text, day, doc=self.read(text, published=day))

    def statuses(self, text: str, spans: Sequence[tuple[int, int]], published: str | None = None) -> list[Status]:
        """The status of the event words at each of ``spans`` (characters)."""
        doc = self.read(text, published=published)
        found = []
        for start, end in spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            found.append(status_of(doc, span.root.i, tuple(range(span.start, span.end))) if span is not None else Status())
        return found

    def places(self, text: str, domain: str | None = None) -> list[Place]:
        """Every mention of a place in ``text``; ``domain`` is the outlet's, which may settle whose Paris is meant."""
        return places_of(self.read(text, url=domain), domain=domain)

    def resolve_places(self, text: str, spans: Sequence[tuple[int, int]], domain: str | None = None) -> list[Place | None]:
        """Which place is meant by the words at each of ``spans``."""
        return resolve_places(self.read(text, url=domain), spans, domain=domain)

    def entities(self, text: str) -> list[tuple[Span, str]]:
        """The named entities of ``text`` with their kind (Organisation, Person, Location ...)."""
        return named_entities(self.read(text))

    def type_of(self, text: str, actor: tuple[int, int] | None, recipient: tuple[int, int] | None) -> list[tuple[str, float]]:
        """PLOVER types of what ``actor`` does to ``recipient`` (character spans), likeliest first, with probabilities."""
        return types.type_of(self.read(text), actor, recipient)
