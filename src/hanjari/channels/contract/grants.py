"""Permission from the network's own page (OAuth), and keeping it alive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from hanjari.channels.contract.access import Access


@dataclass(frozen=True, slots=True)
class Grant:
    """What the network gave: laid over the account's settings and (sealed) secrets.

    `expires_at` is when a person must come again (None: never, or renewed by itself for as long as
    it is used); `scopes` are the permissions given; `own_ids` what the network calls us.
    """

    settings: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    own_ids: tuple[str, ...] = ()
    expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Where the person is sent to say yes, and what we must remember (sealed) until they come back."""

    url: str
    remembered: dict[str, str] = field(default_factory=dict)


@runtime_checkable
class AsksConsent(Protocol):
    """A kind whose network has a page of its own for saying yes."""

    def consent(self, access: Access, *, redirect_uri: str, state: str) -> Question | None:
        """Begin; None when this account does without (an app password). Raises `BrokenError`."""
        ...

    def granted(
        self,
        access: Access,
        *,
        redirect_uri: str,
        query: Mapping[str, str],
        remembered: Mapping[str, str],
    ) -> Grant:
        """The person came back with the network's `query`. Raises `BrokenError` when it said no.

        `state` was compared already.
        """
        ...


@runtime_checkable
class Renews(Protocol):
    """A kind whose permission runs out and can be renewed without a person."""

    def renew(self, access: Access) -> Grant | None:
        """Renew when it is time; None when nothing is to be done yet. Raises `BrokenError`.

        Asked before each pull and send, and every hour; the grant is stored before it is used.
        """
        ...
