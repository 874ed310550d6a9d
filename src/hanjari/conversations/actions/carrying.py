"""What the network said beside a message, taken along when somebody answers it.

Only a kind knows what its answer needs (a post's version, its visibility, the video below which it
stands), so what its envelope held beside the words goes back to it as it was stored.
"""

import json
from typing import Any

from hanjari.listening.models import Message

MOST = 8_000
"""Signs of JSON that an answer takes along of one message; no network needs a tenth of it."""

_OURS = frozenset({"media", "key", "fingerprint", "reply_to", "to", "cc"})
"""Names that mean something else in an answer, or that the house has used up already."""


def carried(parent: Message) -> dict[str, Any]:
    """What an answer to this message tells its kind.

    Beside the facts of the message itself: `root`, those of the thread's first message where that
    is stored and the network has not told them with this one, and `is_private` when the message was
    not said in public.
    """
    told = _facts(parent)
    if "root" not in told and (root := _root(parent)):
        told["root"] = root
    if not parent.is_public:
        told["is_private"] = True
    return told


def _root(parent: Message) -> dict[str, Any]:
    if parent.root_id in ("", parent.external_id):
        return _alone(parent)
    root = Message.objects.filter(account=parent.account_id, external_id=parent.root_id).first()
    return _alone(root) if root else {}


def _alone(message: Message) -> dict[str, Any]:
    """A thread's first message, without what it tells of yet another."""
    return {name: value for name, value in _facts(message).items() if name != "root"}


def _facts(message: Message) -> dict[str, Any]:
    """The message's own, in their order, for as long as there is room."""
    facts: dict[str, Any] = {}
    room = MOST
    for name, value in message.extra.items():
        size = len(json.dumps(value))
        if name in _OURS or size > room:
            continue
        facts[name] = value
        room -= size
    return facts
