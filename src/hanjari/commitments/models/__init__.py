"""Nouns of the commitments room, one file each."""

from hanjari.commitments.models.commitment import Commitment, Remark, Step
from hanjari.commitments.models.evidence import Evidence
from hanjari.commitments.models.trace import Trace

__all__ = ["Commitment", "Evidence", "Remark", "Step", "Trace"]
