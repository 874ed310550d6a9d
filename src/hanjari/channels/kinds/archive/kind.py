"""The archive as a kind of channel: nothing is pulled or sent; files are read in by an import."""

import json
from collections.abc import Iterator, Sequence
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
    Outgoing,
    Raw,
    Receipt,
    RefusedError,
    UnreadableError,
)
from hanjari.channels.contract.streams import FRAME
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.archive.envelopes import envelope
from hanjari.channels.kinds.archive.faults import FAULTS
from hanjari.channels.kinds.archive.form import ArchiveForm
from hanjari.channels.kinds.archive.frames import row_in
from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.readers import Row


class Archive:
    """Files from elsewhere; the file is the raw payload, and an import is its pull."""

    slug = "archive"
    name = _("Archive")
    about = _("What was said before: CSV, JSONL, mbox or WordPress, from a file.")
    seal = "고"
    capabilities = Capabilities(is_slow=True)

    def form(self) -> type[forms.Form]:
        """Nothing to fill in."""
        return ArchiveForm

    def pull(self, access: Access) -> Iterator[Catch]:  # noqa: ARG002 (the contract)
        """An archive has nothing new by itself."""
        return iter(())

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """Nor does it call."""
        return False

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:  # noqa: ARG002 (the contract)
        """Nothing is pushed into an archive."""
        raise ForgedError

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """One row by itself: a JSON object, or a mail, with the import's plan in the hints."""
        if raw.hints.get("form") == FRAME:
            return [row_in(access, raw)]
        plan = Plan.of(raw.hints.get("plan") or {"form": "jsonl"})
        values: dict[str, str] | bytes = raw.body
        if plan.form != "mbox":
            values = _object(raw.body)
        try:
            return [envelope(access, plan, Row(0, 0, values))]
        except UnreadableError as error:
            raise UnreadableError(str(FAULTS.get(str(error), error))) from error

    def measure(self, text: str) -> int:
        """Letters; nothing is counted by anybody."""
        return len(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:  # noqa: ARG002 (the contract)
        """The past takes no answers."""
        raise RefusedError("no_reply", gettext("An archive can't be answered."), can_retry=False)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 (the contract)
        """Nothing was ever sent."""
        return None

    def health(self, access: Access) -> Sequence[Check]:  # noqa: ARG002 (the contract)
        """A file that was read can't fall ill."""
        words = gettext("What was read in is here.")
        return [Check(gettext("Archive"), is_well=True, words=words)]

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free."""
        return 0


def _object(body: bytes) -> dict[str, str]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise UnreadableError(str(FAULTS["no_object"]))
    return value
