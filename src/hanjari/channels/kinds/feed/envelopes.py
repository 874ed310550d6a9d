"""An entry, or a whole article, as an envelope."""

from datetime import datetime
from urllib.parse import urlsplit

from hanjari.channels.contract import Access, Raw
from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.channels.kinds.feed.article import read_article
from hanjari.channels.kinds.feed.dates import believable
from hanjari.channels.kinds.feed.entries import Document, Entry
from hanjari.channels.kinds.feed.identity import Found, normal_link
from hanjari.channels.kinds.feed.prose import cleaned, plain


def envelope_of(
    access: Access, document: Document, entry: Entry, found: Found, seen: datetime
) -> Envelope:
    """What a feed's entry says."""
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


def article_of(access: Access, raw: Raw, seen: datetime) -> Envelope:
    """What the page behind an entry says."""
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
