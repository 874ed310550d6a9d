"""The feed as a kind of channel."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

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
    ForgedError,
    Outgoing,
    Raw,
    Receipt,
    RefusedError,
    UnreadableError,
)
from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.channels.kinds.feed.article import FORM, read_article
from hanjari.channels.kinds.feed.dates import believable
from hanjari.channels.kinds.feed.entries import Document, Entry, parse
from hanjari.channels.kinds.feed.fetching import Fetched, fetch
from hanjari.channels.kinds.feed.form import FeedForm
from hanjari.channels.kinds.feed.identity import Found, normal_link, sort_out
from hanjari.channels.kinds.feed.prose import cleaned, plain
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
        cursor = dict(access.cursor)
        is_same_place = cursor.get("url") == access.settings["url"]
        fetched = fetch(
            access.settings["url"],
            *(cursor.get(key, "") if is_same_place else "" for key in ("etag", "modified")),
        )
        if fetched is None:
            return
        try:
            document = parse(fetched.body, fetched.content_type, _zone(access))
        except UnreadableError as error:
            words = gettext("What the server sent is not a feed. Check the address.")
            raise BrokenError("no_feed", words) from error
        found, memory = sort_out(document.entries, cursor.get("memory", []))
        cursor = {
            "url": access.settings["url"],
            "etag": fetched.etag,
            "modified": fetched.modified,
            "memory": memory,
        }
        yield Catch((_payload(fetched, found),) if found else (), cursor)

    def wait(self, access: Access, seconds: float) -> bool:  # noqa: ARG002 (the contract)
        """Feeds do not call."""
        return False

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:  # noqa: ARG002 (the contract)
        """Nothing is pushed to a feed."""
        raise ForgedError

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """The entries that were new or edited when the payload came, or one whole article."""
        seen = _seen(raw)
        if raw.hints.get("form") == FORM:
            return [_article(access, raw, seen)]
        document = parse(raw.body, str(raw.hints.get("content_type", "")), _zone(access))
        found = [Found(*one) for one in raw.hints.get("found", [])]
        if "found" not in raw.hints:
            found = sort_out(document.entries, [])[0]
        return [
            _envelope(access, document, document.entries[one.index], one, seen)
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
            document = parse(fetched.body, fetched.content_type, _zone(access)) if fetched else None
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


def _envelope(
    access: Access, document: Document, entry: Entry, found: Found, seen: datetime
) -> Envelope:
    html = cleaned(entry.html)
    return Envelope(
        account_id=access.account_id,
        external_id=found.id[:400],
        posted_at=believable(entry.published, seen),
        sender=_sender(access, document, entry),
        subject=entry.title,
        text=plain(html) or entry.title,
        html=html,
        url=entry.link[:1000] if entry.link.startswith(("http://", "https://")) else "",
        media=tuple(
            Medium(name=url.rsplit("/", 1)[-1][:200], kind=kind, size=size, url=url)
            for url, kind, size in entry.pictures
            if url.startswith(("http://", "https://"))
        ),
        edits=found.is_edited,
    )


def _article(access: Access, raw: Raw, seen: datetime) -> Envelope:
    title, text = read_article(raw)
    host = urlsplit(str(raw.hints.get("url", ""))).netloc
    return Envelope(
        account_id=access.account_id,
        external_id=str(raw.hints.get("id", ""))[:400]
        or normal_link(str(raw.hints.get("url", ""))),
        posted_at=seen,
        sender=Sender(host or access.name, host or access.name),
        subject=title,
        text=text,
        edits=True,
    )


def _sender(access: Access, document: Document, entry: Entry) -> Sender:
    """The author at this site; a name alone is nobody beyond it."""
    home = urlsplit(document.link or access.settings.get("url", "")).netloc or "feed"
    title = document.title or home
    name = f"{entry.author} · {title}" if entry.author else title
    return Sender(
        f"{entry.author}@{home}" if entry.author else home, name[:200], url=document.link[:1000]
    )


def _seen(raw: Raw) -> datetime:
    at = raw.hints.get("at")
    return datetime.fromisoformat(at) if at else now()


def _zone(access: Access) -> ZoneInfo:
    return ZoneInfo(access.settings.get("time_zone") or "Asia/Seoul")
