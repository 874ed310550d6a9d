"""The feed as a kind of channel."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.contract import (
    Access,
    BrokenError,
    Capabilities,
    Catch,
    Check,
    Flow,
    ForgedError,
    Outgoing,
    Raw,
    Receipt,
    RefusedError,
    UnreadableError,
)
from hanjari.channels.contract.streams import FRAME
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.feed.article import FORM
from hanjari.channels.kinds.feed.entries import parse
from hanjari.channels.kinds.feed.envelopes import article_of, envelope_of
from hanjari.channels.kinds.feed.fetching import Fetched, fetch
from hanjari.channels.kinds.feed.form import FeedForm
from hanjari.channels.kinds.feed.frames import entry_in, flows
from hanjari.channels.kinds.feed.identity import Found, sort_out
from hanjari.channels.kinds.feed.news import fresh, zone_of
from hanjari.kit.clock import now


class Feed:
    """RSS, Atom and JSON Feed, asked politely every five minutes; a page cannot be answered here."""

    slug = "feed"
    name = _("Feed")
    about = _("News, blogs and boards that publish RSS, Atom or JSON Feed.")
    seal = "피"
    capabilities = Capabilities(can_pull=True, is_public=True, pull_every=300, is_slow=True)

    def form(self) -> type[forms.Form]:
        """The address, and the zone of its dates."""
        return FeedForm

    def pull(self, access: Access) -> Iterator[Catch]:
        """The document when it holds something new; its bytes are kept whole, repeats are not."""
        if (news := fresh(access, access.cursor)) is not None:
            fetched, _document, found, cursor = news
            yield Catch((_payload(fetched, found),) if found else (), cursor)

    stream_replaces_pull = True

    def stream(self, access: Access, place: Mapping[str, Any]) -> Iterator[Flow]:
        """Each entry by itself, at the pace of pulls; begins where pulling stopped."""
        return flows(access, place or access.cursor, self.capabilities.pull_every)

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """Feeds do not call."""
        return False

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:  # noqa: ARG002 (the contract)
        """Nothing is pushed to a feed."""
        raise ForgedError

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """The entries that were new or edited when the payload came, or one whole article."""
        if raw.hints.get("form") == FRAME:
            return [entry_in(access, raw)]
        seen = _seen(raw)
        if raw.hints.get("form") == FORM:
            return [article_of(access, raw, seen)]
        document = parse(raw.body, str(raw.hints.get("content_type", "")), zone_of(access))
        found = [Found(*one) for one in raw.hints.get("found", [])]
        if "found" not in raw.hints:
            found = sort_out(document.entries, [])[0]
        return [
            envelope_of(access, document, document.entries[one.index], one, seen)
            for one in found
            if one.index < len(document.entries)
        ]

    def measure(self, text: str) -> int:
        """Letters; nothing is counted by anybody."""
        return len(text)

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:  # noqa: ARG002 (the contract)
        """A feed takes no answers."""
        raise RefusedError("no_reply", gettext("A feed can't be answered."), can_retry=False)

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 (the contract)
        """Nothing was ever sent."""
        return None

    def health(self, access: Access) -> Sequence[Check]:
        """Fetch it and say what it is."""
        name = gettext("Read the feed")
        try:
            fetched = fetch(access.settings["url"])
            document = (
                parse(fetched.body, fetched.content_type, zone_of(access)) if fetched else None
            )
        except BrokenError as error:
            remedy = gettext("Open the address in a browser. If it opens there, try again later.")
            return [Check(name, is_well=False, words=error.words, remedy=remedy)]
        except UnreadableError:
            words = gettext("What the server sent is not a feed.")
            remedy = gettext("Look for the RSS or Atom link on the site and give its address.")
            return [Check(name, is_well=False, words=words, remedy=remedy)]
        words = gettext("“%(title)s”, %(n)s entries.") % {
            "title": document.title if document else "",
            "n": len(document.entries) if document else 0,
        }
        return [Check(name, is_well=True, words=words)]

    def cost(self, outgoing: Outgoing) -> int:  # noqa: ARG002 (the contract)
        """Free."""
        return 0


def _payload(fetched: Fetched, found: list[Found]) -> Raw:
    hints: dict[str, Any] = {
        "content_type": fetched.content_type,
        "url": fetched.url,
        "at": now().isoformat(),
        "found": [[one.index, one.id, one.is_edited] for one in found],
    }
    return Raw(fetched.body, hints)


def _seen(raw: Raw) -> datetime:
    at = raw.hints.get("at")
    return datetime.fromisoformat(at) if at else now()
