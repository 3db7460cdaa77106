"""The words of the project as frozen, typed records; nothing else lives here.

No spaCy, no SQL, no files, no clock. JSON in and out is :func:`to_json` / :func:`from_json`:
the same record gives the same bytes, and reading them back gives an equal record.
"""

from allegedly.model.article import Article, ArticleRef, make_article
from allegedly.model.attribution import Attribution
from allegedly.model.event import Actor, Count, Event, Place, When
from allegedly.model.identity import ActorJudgement
from allegedly.model.incident import Incident, Judgement
from allegedly.model.jsonl import from_json, to_json
from allegedly.model.saying import CoderRef, Saying, Source, Status, saying_id, spans_of
from allegedly.model.span import Span
from allegedly.model.timex import Timex

__all__ = [
    "Actor",
    "ActorJudgement",
    "Article",
    "ArticleRef",
    "Attribution",
    "CoderRef",
    "Count",
    "Event",
    "Incident",
    "Judgement",
    "Place",
    "Saying",
    "Source",
    "Span",
    "Status",
    "Timex",
    "When",
    "from_json",
    "make_article",
    "saying_id",
    "spans_of",
    "to_json",
]
