"""Names of the world: states and their people, capitals, international bodies, world regions, and places on the map.

The small tables (:mod:`allegedly.gazetteer.tables`) are read in a few milliseconds on first use and answer in under a
microsecond.
"""

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
    organisation_of,
    organisation_words,
    region_of,
    region_words,
)

__all__ = [
    "Country",
    "Organisation",
    "capital_of",
    "capitals",
    "countries",
    "country",
    "country_of",
    "country_words",
    "demonyms",
    "is_country_name",
    "is_demonym",
    "is_region_name",
    "organisation_of",
    "organisation_words",
    "region_of",
    "region_words",
]
