"""An arrival: one envelope on its way into the store, bounded, masked and understood."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from hanjari.channels.envelope import Sender
from hanjari.channels.models import Account

if TYPE_CHECKING:  # reading loads numpy, which a page worker has no room for
    from hanjari.language import Reading


@dataclass(frozen=True, slots=True)
class Place:
    """What ingest needs to know of an account."""

    account_id: int
    organisation_id: int
    kind: str
    own_ids: frozenset[str] = frozenset()
    original_days: int = 0

    @classmethod
    def of(cls, account: Account) -> "Place":
        """The place of an account; read its organisation along (`select_related`)."""
        return cls(
            account.pk,
            account.organisation_id,
            account.kind,
            frozenset(str(own).casefold() for own in account.own_ids),
            account.organisation.original_days,
        )


class Version(NamedTuple):
    """What a message said at some time, and no longer says."""

    said_at: datetime
    text: str


@dataclass(slots=True)
class Arrival:
    """A message as it will be stored; `masked` names the kinds of personal data starred out."""

    place: Place
    external_id: str
    posted_at: datetime
    arrived_at: datetime
    sender: Sender
    text: str
    subject: str = ""
    quoted: str = ""
    html: str = ""
    url: str = ""
    parent_id: str = ""
    root_id: str = ""
    references: list[str] = field(default_factory=list)
    media: list[dict[str, Any]] = field(default_factory=list)
    is_public: bool = True
    is_ours: bool = False
    is_automatic: bool = False
    deletes: bool = False
    edits: bool = False
    raw_id: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    masked: list[str] = field(default_factory=list)
    original: dict[str, str] = field(default_factory=dict)
    reading: "Reading | None" = None
    site: int = 0
    """Number of the company's own tables that had a part in the reading."""
    id: int = 0
    author_id: int = 0
    edited_at: datetime | None = None
    earlier: list[Version] = field(default_factory=list)
    """What a later edit in the same batch replaced, oldest first."""
    is_overheard: bool = False
    query_ids: tuple[int, ...] = ()
    """The standing queries that found it."""

    @property
    def said_at(self) -> datetime:
        """When it came to say this, as far as the network tells."""
        return self.edited_at or (self.arrived_at if self.edits else self.posted_at)

    @property
    def version(self) -> Version:
        """What it says, as history."""
        return Version(self.said_at, self.text)

    @property
    def name(self) -> tuple[int, str]:
        """What makes a message unique."""
        return self.place.account_id, self.external_id
