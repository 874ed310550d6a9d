"""Questions of the listening room: persons and what they said, over all channels."""

from hanjari.listening.queries.exploring import (
    COMPARED,
    MOST,
    Newest,
    everything,
    message_for,
    newest,
    period_before,
    read,
)
from hanjari.listening.queries.judgements import (
    Agreement,
    agreements,
    judgements_of,
    standing_judgements,
    trainings_of,
    wilson,
)
from hanjari.listening.queries.media import File, file_of
from hanjari.listening.queries.noise import (
    Behind,
    fold_for,
    folded_among,
    folds_of,
    is_folded,
    lies_in,
)
from hanjari.listening.queries.persons import (
    circle_of,
    history_for,
    identities_of,
    merges_of,
    person_for,
    persons_for,
    persons_named,
)
from hanjari.listening.queries.standing import found_by

__all__ = [
    "COMPARED",
    "MOST",
    "Agreement",
    "Behind",
    "File",
    "Newest",
    "agreements",
    "circle_of",
    "everything",
    "file_of",
    "fold_for",
    "folded_among",
    "folds_of",
    "found_by",
    "history_for",
    "identities_of",
    "is_folded",
    "judgements_of",
    "lies_in",
    "merges_of",
    "message_for",
    "newest",
    "period_before",
    "person_for",
    "persons_for",
    "persons_named",
    "read",
    "standing_judgements",
    "trainings_of",
    "wilson",
]
