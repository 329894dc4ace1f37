"""Reads of this app: an edition's tree and its level texts, and the editions that staff write."""

from kotacerdas.instruments.queries.browsing import (
    FormRow,
    TreeRow,
    author_city,
    form_rows,
    level_text,
    levels_of,
    rubric,
    tree,
)
from kotacerdas.instruments.queries.editions import (
    Owner,
    base_of,
    drafts_for,
    editions_seen_by,
    faults_of,
    is_seen_by,
    owners,
    written_for,
)

__all__ = [
    "FormRow",
    "Owner",
    "TreeRow",
    "author_city",
    "base_of",
    "drafts_for",
    "editions_seen_by",
    "faults_of",
    "form_rows",
    "is_seen_by",
    "level_text",
    "levels_of",
    "owners",
    "rubric",
    "tree",
    "written_for",
]
