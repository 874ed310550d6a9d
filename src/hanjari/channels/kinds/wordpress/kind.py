"""WordPress as a kind of channel: what the contract asks, each answered by one module of this folder."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.contract import (
    Access,
    Capabilities,
    Catch,
    Check,
    ForgedError,
    Grant,
    Outgoing,
    Question,
    Raw,
    Receipt,
    Step,
)
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.wordpress import (
    consent,
    finding,
    health,
    moderating,
    past,
    prose,
    pulling,
    reading,
    sending,
)
from hanjari.channels.kinds.wordpress.form import WordPressForm


class WordPress:
    """The REST API (wp/v2) of a self-hosted site with an application password; nothing is pushed, nothing costs."""

    slug = "wordpress"
    name = "WordPress"
    about = _("Comments of your own site: read, answered and moderated; posts published there.")
    seal = "워"
    capabilities = Capabilities(
        can_pull=True,
        can_reply=True,
        text_limit=65_525,
        pull_every=60,
    )
    moderation_acts = tuple(moderating.ACTS)

    def form(self) -> type[forms.Form]:
        """The site, and the login where it is typed."""
        return WordPressForm

    def guide(self) -> Sequence[Step]:
        """From a user of its own to the button."""
        return [
            Step(
                gettext(
                    "At WordPress, make a user for the desk with the role Editor; its name stands"
                    " above every answer."
                )
            ),
            Step(gettext("Type the site's address here and save.")),
            Step(
                gettext(
                    "Press the button, log in at WordPress as that user, and say yes. Or: open its"
                    " profile, make an application password, and type it here."
                )
            ),
        ]

    def consent(self, access: Access, *, redirect_uri: str, state: str) -> Question | None:
        """The site's page for authorising applications."""
        return consent.consent(access, redirect_uri, state)

    def granted(
        self,
        access: Access,
        *,
        redirect_uri: str,  # noqa: ARG002 (the contract)
        query: Mapping[str, str],
        remembered: Mapping[str, str],  # noqa: ARG002 (the contract)
    ) -> Grant:
        """An application password, and who we are with it."""
        return consent.granted(access, query)

    def pull(self, access: Access) -> Iterator[Catch]:
        """Comments, newest first; what was edited, approved, deleted."""
        return pulling.pull(access)

    def backfill(self, access: Access) -> Iterator[Catch]:
        """Comments older than the first pull."""
        return past.backfill(access)

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """WordPress does not call."""
        return False

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:  # noqa: ARG002 (the contract)
        """Comments are never pushed."""
        message = "WordPress pushes no comments"
        raise ForgedError(message)

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """A comment, or those that are gone."""
        return reading.read(access, raw)

    def measure(self, text: str) -> int:
        """Bytes, as the database counts them (wp_get_comment_fields_max_lengths)."""
        return len(prose.escaped(text + ".").encode("utf-8", "replace")) - 1

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """A reply below the comment; without one, a post."""
        return sending.send(access, outgoing)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """By our mark, else by author, words and time."""
        return finding.find(access, outgoing, since)

    def change(self, access: Access, external_id: str, text: str) -> Receipt:
        """Other words for a comment or post of ours."""
        return moderating.change(access, external_id, text)

    def take_back(self, access: Access, external_id: str) -> None:
        """A comment or post of ours into the trash."""
        moderating.take_back(access, external_id)

    def moderate(self, access: Access, external_id: str, act: str) -> None:
        """`approve`, `hold`, `spam` or `trash`; the same act again changes nothing."""
        moderating.moderate(access, external_id, act)

    def health(self, access: Access) -> Sequence[Check]:
        """API, login, rights, comments, clock."""
        return health.checks(access)

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free of money."""
        return 0
