"""Pushes that want more than a thank-you: a handshake, an answer within seconds, one address for many accounts."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from django.http import HttpRequest, HttpResponse

from hanjari.channels.contract.access import Access, Raw


@runtime_checkable
class Greets(Protocol):
    """A kind whose network tries the door before it pushes (Meta's hub.challenge, X's CRC)."""

    def greet(self, access: Access, request: HttpRequest) -> HttpResponse | None:
        """The answer to a handshake, or None when this is none. Pure: no network, nothing kept.

        Asked at every GET, and at every POST before `verify`. Raises `ForgedError` when the other
        side does not know what only the network can know (Meta's verify token).
        """
        ...


@runtime_checkable
class AnswersPush(Protocol):
    """A kind whose network wants an answer of its own instead of an empty 200 (Kakao's skill server)."""

    def answer_push(
        self, access: Access, request: HttpRequest, raws: Sequence[Raw]
    ) -> HttpResponse:
        """The answer, once `raws` (what `verify` gave) are on disk. Quick and pure: no network.

        When it raises, the push stays taken and is answered with an empty 200.
        """
        ...


@runtime_checkable
class Routes(Protocol):
    """A kind whose network sends what concerns many accounts to one address (Meta: one a whole app)."""

    def whose(self, raw: Raw) -> str:
        """The own id of the account that the payload concerns; '' for the one behind the door. Pure.

        The payload lands at the account of this kind, in the same organisation, whose `own_ids`
        hold it, and is kept nowhere when there is none. So `verify` cuts a push into payloads that
        each concern one account.
        """
        ...
