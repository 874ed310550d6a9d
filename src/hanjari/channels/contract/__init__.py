"""The contract that every kind of channel keeps; `tests/channels/test_contract.py` is its acceptance.

A kind knows its network and nothing else: it gets an `Access` (settings, opened secrets, cursor,
meter) and gives back raw payloads, envelopes and receipts. It never touches the database.
"""

from hanjari.channels.contract.access import Access, Catch, Outgoing, Raw, Receipt
from hanjari.channels.contract.faults import (
    BrokenError,
    ForgedError,
    RefusedError,
    UnreadableError,
    UnsureError,
)
from hanjari.channels.contract.grants import AsksConsent, Grant, Question, Renews
from hanjari.channels.contract.kind import (
    Backfills,
    Capabilities,
    Check,
    Guides,
    Kind,
    OpensMedia,
    Step,
)
from hanjari.channels.contract.meter import FreeMeter, Limit, Meter, Quota, SpentError
from hanjari.channels.contract.posts import Changes, Moderates, TakesBack
from hanjari.channels.contract.pushes import AnswersPush, Greets, Routes
from hanjari.channels.contract.sharing import SharesQuota
from hanjari.channels.contract.streams import Flow, Frame, Names, Streams
from hanjari.channels.contract.windows import EndsAnswers

__all__ = [
    "Access",
    "AnswersPush",
    "AsksConsent",
    "Backfills",
    "BrokenError",
    "Capabilities",
    "Catch",
    "Changes",
    "Check",
    "EndsAnswers",
    "Flow",
    "ForgedError",
    "Frame",
    "FreeMeter",
    "Grant",
    "Greets",
    "Guides",
    "Kind",
    "Limit",
    "Meter",
    "Moderates",
    "Names",
    "OpensMedia",
    "Outgoing",
    "Question",
    "Quota",
    "Raw",
    "Receipt",
    "RefusedError",
    "Renews",
    "Routes",
    "SharesQuota",
    "SpentError",
    "Step",
    "Streams",
    "TakesBack",
    "UnreadableError",
    "UnsureError",
]
