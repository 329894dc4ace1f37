"""Reads that other apps and pages share."""

from kotacerdas.people.queries.holders import heads_of, programme_office_of, roles_held, signing_title
from kotacerdas.people.queries.places import (
    CityDirectory,
    Found,
    Group,
    Kecamatan,
    Node,
    Tree,
    cities_for,
    organisations_of,
    units_of,
)

__all__ = [
    "CityDirectory",
    "Found",
    "Group",
    "Kecamatan",
    "Node",
    "Tree",
    "cities_for",
    "heads_of",
    "organisations_of",
    "programme_office_of",
    "roles_held",
    "signing_title",
    "units_of",
]
