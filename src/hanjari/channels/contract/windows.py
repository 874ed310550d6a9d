"""Reply windows: networks that take an answer only so long after somebody wrote."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from hanjari.channels.contract.access import Outgoing


@runtime_checkable
class EndsAnswers(Protocol):
    """A kind whose network closes a conversation to us some time after the person last wrote."""

    def answerable_until(
        self, settings: Mapping[str, Any], outgoing: Outgoing, wrote_at: datetime
    ) -> datetime | None:
        """The last moment at which the network takes this answer; None where nothing ends it. Pure.

        `settings` are the account's, `wrote_at` when the person last wrote in this talk, by the
        network's time. Of `outgoing` the place, the parent and `extra` are known, not yet the words.
        """
        ...
