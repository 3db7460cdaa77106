"""Tables that can be thrown away: what follows from the articles, the sayings and the judgements, kept so that it need not be worked out again.

``saying_names`` repeats the names in each saying, a row each, and is written with it. The others are filled together by
:mod:`allegedly.dossier.stored` and hold what :mod:`allegedly.incidents` says of the sayings that count; ``derivations`` says of which state
of the dossier they speak. They refer to other tables by numbers and ids without foreign keys, so that they never stand in anybody's way.
Nothing in custody answers for them: they are never evidence, and always made anew when they are out of date.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, String, Table, Text

from allegedly.dossier.tables import metadata

_NUMBER = BigInteger().with_variant(Integer, "sqlite")

saying_names = Table(
    "saying_names",
    metadata,
    Column("saying", _NUMBER, primary_key=True, autoincrement=False),
    # ``actor``, ``recipient``, ``source`` (the innermost one), ``place``, ``province``.
    Column("role", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    # The name in lower case without accents, its words apart by one space, one before and one after.
    Column("folded", Text, nullable=False),
    Column("country", String),
    Index("saying_names_role", "role", "folded"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", String, primary_key=True),
    Column("type", String, nullable=False),
    Column("frame", String, nullable=False),
    Column("from_day", String),
    Column("to_day", String),
    Column("first_published", String),
    Column("last_published", String),
    Column("place_name", Text),
    Column("place_country", String),
    Column("place_precision", String),
    Column("place_latitude", Float),
    Column("place_longitude", Float),
    Column("sayings", Integer, nullable=False),
    Column("publishers", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    # Copies and same innermost sources counted once.
    Column("independent", Integer, nullable=False),
    Column("asserted", Integer, nullable=False),
    Column("denied", Integer, nullable=False),
    # Somebody asserts and somebody denies it.
    Column("disputed", Boolean, nullable=False),
    # On which fields its sayings cannot all be right, with commas between.
    Column("differs_on", Text),
    Column("reason", Text, nullable=False),
    # The incident itself, as JSON.
    Column("record", Text, nullable=False),
    Index("incidents_told", "publishers", "sayings"),
    Index("incidents_days", "from_day"),
)

incident_sayings = Table(
    "incident_sayings",
    metadata,
    Column("saying", _NUMBER, primary_key=True, autoincrement=False),
    Column("incident", String, nullable=False),
    # Its place among the sayings of the incident, from 1, in the order of their articles.
    Column("position", Integer, nullable=False),
    # The number of the first saying of its neighbourhood; its own number when nothing is like it.
    Column("neighbourhood", _NUMBER, nullable=False),
    # The article that first printed its sentence: its own, or the one that it copies.
    Column("witness", String, nullable=False),
    # Why it is in this incident, in words.
    Column("reason", Text, nullable=False),
    Index("incident_sayings_incident", "incident", "position"),
    Index("incident_sayings_neighbourhood", "neighbourhood"),
)

# Sayings that may be about one happening with some other of them. A judgement about sayings of one leaves the incidents of all others as they are.
neighbourhoods = Table(
    "neighbourhoods",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("sayings", Integer, nullable=False),
    # The likely pairs, the strongest first: all scores (eight bytes each), then the numbers of the earlier and of the later sayings (the same).
    Column("pairs", LargeBinary, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("later", String, nullable=False),
    Column("earlier", String, nullable=False),
    # ``date`` when the days of publication say which is earlier, ``id`` when they do not.
    Column("known_by", String, nullable=False),
    Column("earlier_share", Float, nullable=False),
    Column("later_share", Float, nullable=False),
    # The copy with its passages, as JSON.
    Column("record", Text, nullable=False),
    Index("copies_later", "later"),
    Index("copies_earlier", "earlier"),
)

article_witnesses = Table(
    "article_witnesses",
    metadata,
    Column("article", String, primary_key=True),
    # The earliest article that it counts as one witness with: itself when it is independent.
    Column("witness", String, nullable=False),
    Index("article_witnesses_witness", "witness"),
)

derivations = Table(
    "derivations",
    metadata,
    # ``copies``, ``incidents``, or ``basis``: how common words are in these sayings.
    Column("what", String, primary_key=True),
    # Of which articles, codings and judgements, and by which program; see :func:`allegedly.dossier.stored.state`.
    Column("state", Text, nullable=False),
    Column("made_at", String, nullable=False),
    # Of incidents the numbers of the judgements that stood, of the basis all of it; as JSON.
    Column("detail", Text),
)

# What is filled together, and what is written with the sayings.
KEPT = (incidents, incident_sayings, neighbourhoods, copies, article_witnesses, derivations)
DERIVED = (saying_names, *KEPT)
