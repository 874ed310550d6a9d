"""Questions of the commitments room."""

from hanjari.commitments.queries.access import (
    commitment_for,
    commitment_to_work_on,
    commitments_for,
    evidence_for,
    workable_by,
)
from hanjari.commitments.queries.listing import (
    SHELVES,
    commitments_on,
    counts_for,
    today_at,
    waiting_for,
)
from hanjari.commitments.queries.traces import led_to, sources_of

__all__ = [
    "SHELVES",
    "commitment_for",
    "commitment_to_work_on",
    "commitments_for",
    "commitments_on",
    "counts_for",
    "evidence_for",
    "led_to",
    "sources_of",
    "today_at",
    "waiting_for",
    "workable_by",
]
