"""The one way out of the coder: what the stages found, put together as sayings.

Tokens become character spans here and nowhere else. A saying's source chain is who reports whom around the event's trigger, outermost
first; an act of speech ("accused rebels of killing") adds its doer as the source of the events in its content, and is never its own source.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.coder import lexicon
from allegedly.coder.actors import actor_of, entities_of, same_entity, source_of
from allegedly.coder.between_events import performed
from allegedly.coder.confidence import confidence
from allegedly.coder.contexts import contexts_of
from allegedly.coder.dates import date_of
from allegedly.coder.event_counts import counts_of
from allegedly.coder.parts import Attributed, Happening, Mention, char_span, text_of
from allegedly.coder.phrases import phrase
from allegedly.coder.places import place_of
from allegedly.coder.sources import chain, naming, renames
from allegedly.coder.sources.links import passes_on
from allegedly.coder.status import status_of
from allegedly.coder.syntax import is_passive, subject
from allegedly.model import Actor, Article, CoderRef, Event, Place, Saying, Source, Span, saying_id

NUMBERED = "assault.numbered_dead"


def sayings_of(doc: Doc, article: Article, coder: CoderRef) -> list[Saying]:
    """The sayings of ``article``, parsed and read as ``doc``, in the order of their triggers."""
    made = (_saying(doc, article, coder, happening) for happening in doc._.happenings)
    return _distinct([saying for saying in made if saying is not None])


def _distinct(sayings: list[Saying]) -> list[Saying]:
    """Without a second saying of the same id (one trigger, one type, one source)."""
    return list({saying.id: saying for saying in reversed(sayings)}.values())[::-1]


def _saying(doc: Doc, article: Article, coder: CoderRef, happening: Happening) -> Saying | None:
    status = status_of(doc, happening.head, happening.trigger)
    links = source_links(doc, happening)
    source = tuple(_source(doc, link) for link in links)
    event = _event(doc, happening)
    sentence = _sentence(doc, happening.head)
    return Saying(
        id=saying_id(article.sha256, coder, event, source),
        article=article.ref(),
        sentence=sentence,
        source=source,
        status=status,
        event=event,
        confidence=confidence(doc, happening, event, status, source, sentence.text),
        why=happening.why,
        coder=coder,
    )


def source_links(doc: Doc, happening: Happening) -> list[Attributed]:
    """Who reports the event, outermost first; attributions whose own cue is the event are left out.

    Neighbouring links that are one and the same ("Okoro said she believed that ...") count once, the outer one.
    """
    trigger = set(happening.trigger) | {happening.head}
    links = [
        link
        for link in chain(doc, happening.head)
        if not trigger & set(link.cue) and not (_done_by_saying(doc, happening, link) or _brought_about(doc, happening, link))
    ]
    speaker = happening.speaker
    if speaker is not None and speaker.actors and passes_on(doc, speaker.head) and not renames(doc, happening.head):
        told = {link.source.head for link in links if link.source is not None}
        cues = {token for link in links for token in link.cue}
        if speaker.head not in cues and not cues & set(speaker.trigger) and not told & {actor.head for actor in speaker.actors}:
            links.append(Attributed(source=speaker.actors[0], cue=speaker.trigger, content=(), manner="indirect"))
    links += _counted(doc, happening) if not links else []
    kept: list[Attributed] = []
    outer: Mention | None = None
    for link in links:
        if link.source is not None and (outer is None or not _same(doc, outer, link.source)):
            kept.append(link)
            outer = naming(doc, link.source)
    return kept


def _counted(doc: Doc, happening: Happening) -> list[Attributed]:
    """Whoever counts the dead says that there are so many: "the prosecutor counts 225 dead"."""
    dead = doc[happening.head]
    verb = dead.head
    if happening.rule != NUMBERED or dead.dep_ != "dobj" or verb.lemma_ not in lexicon.load("counts")["counting"]:
        return []
    teller = subject(verb)
    if teller is None or is_passive(verb):
        return []
    return [Attributed(source=phrase(teller), cue=(verb.i,), content=((dead.left_edge.i, dead.right_edge.i + 1),))]


def _brought_about(doc: Doc, happening: Happening, link: Attributed) -> bool:
    """Whether the cue brings the event about by naming it ("declared a state of emergency"); what shall be done with it is still told ("ordered patrols to be doubled")."""
    return link.construction != "object+infinitive" and any(performed(doc, happening, doc[token]) for token in link.cue)


def _done_by_saying(doc: Doc, happening: Happening, link: Attributed) -> bool:
    """Whether somebody refuses by saying so ("replied that they would not sit down with them"): the refusal is his act, told by the text."""
    if happening.type != "REJECT" or doc[happening.trigger[0]].tag_ != "MD" or link.source is None or link.manner == "direct":
        return False
    told = naming(doc, link.source)
    return any(same_entity(doc, told, actor) for actor in happening.actors)


def _same(doc: Doc, outer: Mention, inner: Mention) -> bool:
    """Whether two neighbouring sources are one: by what the article calls them, or because the inner is what the outer calls itself."""
    if inner.head == outer.head or same_entity(doc, outer, inner):
        return True
    morph = doc[inner.head].morph
    if morph.get("Person") == ["1"]:
        return True
    among = entities_of(doc).of(inner)  # "three of the leaders said that they ..."
    if among is not None and among.plural and any(outer.start <= one.start and one.end <= outer.end for one in among.mentions):
        return True
    left_open = morph.get("Person") == ["3"] and morph.get("Gender") and entities_of(doc).of(inner) is None
    return bool(left_open and doc[outer.head].tag_ not in ("NNS", "NNPS"))


def _source(doc: Doc, link: Attributed) -> Source:
    assert link.source is not None
    named = naming(doc, link.source)
    name, country, sector = source_of(doc, named)
    cue = _span(doc, min(link.cue), max(link.cue) + 1) if link.cue and not link.carried else None
    if link.carried:
        said = doc[link.source.start : link.source.end].text
        return Source(name=name or said, country=country, sector=sector, cue=cue, manner=link.manner)
    span = _span(doc, named.start, named.end)
    return Source(
        text=span.text, start=span.start, end=span.end, name=name, country=country, sector=sector, cue=cue, manner=link.manner
    )


def _event(doc: Doc, happening: Happening) -> Event:
    parties = [(mention.start, mention.end) for mention in (*happening.actors, *happening.recipients)]
    trigger = _span(doc, happening.trigger[0], happening.trigger[-1] + 1)
    place: Place | None = place_of(doc, happening.head, doc._.places or [], happening.trigger)
    return Event(
        type=happening.type,
        modes=happening.modes,
        contexts=contexts_of(doc, happening),
        trigger=trigger,
        actors=tuple(_actor(doc, mention) for mention in happening.actors),
        recipients=tuple(_actor(doc, mention) for mention in happening.recipients),
        place=place,
        date=date_of(doc, happening.head, happening.trigger, doc._.timexes or []),
        counts=counts_of(doc, happening.head, parties, doc._.counts or [], type=happening.type),
    )


def _actor(doc: Doc, mention: Mention) -> Actor:
    return actor_of(doc, mention)


def _sentence(doc: Doc, token: int) -> Span:
    """The sentence around a token, without the line ends that the parser counts to it."""
    start, end = doc[token].sent.start, doc[token].sent.end
    while end > start + 1 and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return _span(doc, start, end)


def _span(doc: Doc, start: int, end: int) -> Span:
    first, last = char_span(doc, start, end)
    return Span.cut(text_of(doc), first, last)


@Language.component("allegedly_sayings_v1", requires=["doc._.happenings"], assigns=["doc._.sayings"])
def sayings(doc: Doc) -> Doc:
    """Put the sayings of ``doc`` together; without ``doc._.article`` there is nothing to hang them on, and none are made."""
    if doc._.article is not None and doc._.happenings is not None:
        doc._.sayings = sayings_of(doc, doc._.article, doc._.coder)
    return doc
