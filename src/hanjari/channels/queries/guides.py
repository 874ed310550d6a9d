"""The steps of connecting a place, and the addresses that its network wants to know."""

from collections.abc import Sequence
from dataclasses import dataclass

from hanjari.channels.access import door_url
from hanjari.channels.contract import AsksConsent, Guides, Kind, Step
from hanjari.channels.models import Account
from hanjari.channels.queries.permissions import redirect_uri


@dataclass(frozen=True)
class Guidance:
    """What the connecting page tells; an empty address is none that this network wants."""

    steps: Sequence[Step]
    redirect_uri: str
    door_url: str
    will_have_door: bool
    scopes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.steps or self.redirect_uri or self.door_url)


def guidance_for(kind: Kind, account: Account | None = None) -> Guidance:
    """The kind's own steps in the reader's language; its push address once there is an account.

    A web form's door is for visitors, and its page shows it in its own way.
    """
    has_door = kind.capabilities.can_push and kind.slug != "webform"
    return Guidance(
        steps=list(kind.guide()) if isinstance(kind, Guides) else [],
        redirect_uri=redirect_uri() if isinstance(kind, AsksConsent) else "",
        door_url=door_url(account) if account and has_door else "",
        will_have_door=has_door and account is None,
        scopes=tuple(kind.capabilities.scopes),
    )
