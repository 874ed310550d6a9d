"""Questions of the listening room: persons and what they said, over all channels."""

from hanjari.listening.queries.media import File, file_of
from hanjari.listening.queries.persons import (
    circle_of,
    history_for,
    identities_of,
    merges_of,
    person_for,
    persons_for,
    persons_named,
)

__all__ = [
    "File",
    "circle_of",
    "file_of",
    "history_for",
    "identities_of",
    "merges_of",
    "person_for",
    "persons_for",
    "persons_named",
]
