"""Names of the world: states and their people, capitals, leaders, international bodies, movements, world regions, and places on the map.

The small tables (:mod:`allegedly.gazetteer.tables`) are read in a few milliseconds on first use and answer in under a
microsecond.
"""

from allegedly.gazetteer.leaders import Leader, holder_of, leader_code, leaders_of
from allegedly.gazetteer.tables import (
    Country,
    Organisation,
    capital_of,
    capitals,
    countries,
    country,
    country_of,
    country_words,
    demonyms,
    is_country_name,
    is_demonym,
    is_region_name,
    misspelt_country,
    organisation_of,
    organisation_words,
    region_of,
    region_words,
)

__all__ = [
    "Country",
    "Leader",
    "Organisation",
    "capital_of",
    "capitals",
    "countries",
    "country",
    "country_of",
    "country_words",
    "demonyms",
    "holder_of",
    "is_country_name",
    "is_demonym",
    "is_region_name",
    "leader_code",
    "leaders_of",
    "misspelt_country",
    "organisation_of",
    "organisation_words",
    "region_of",
    "region_words",
]
