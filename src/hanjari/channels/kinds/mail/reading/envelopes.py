"""One mail to one envelope. Pure: bytes and hints in, words out."""

import hashlib
import re
from datetime import UTC, datetime
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from functools import cache
from importlib import import_module
from typing import Any

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.channels.kinds.mail import ids
from hanjari.channels.kinds.mail.reading import headers
from hanjari.channels.kinds.mail.reading.automatic import is_machine, is_spoofed, why_automatic
from hanjari.channels.kinds.mail.reading.bounces import report
from hanjari.channels.kinds.mail.reading.parts import Part, leaves
from hanjari.channels.kinds.mail.reading.quotes import fold
from hanjari.channels.kinds.mail.settings import MailSettings

_REPLY = re.compile(
    r"^\s*(?:(?:re|fw|fwd|aw|wg|sv|vs|antw|r|rif|tr|회신|답장|답변|전달|回复|转发|返信)"
    r"\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*)+",
    re.IGNORECASE,
)
_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
_HEAD_LINE = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]|\r?\n$")
_BLANK_COLON = re.compile(rb"^([!-9;-~]+)[ \t]+:", re.MULTILINE)


def parse(body: bytes) -> Message:
    """A tree, however broken; only bytes without any header line are no mail.

    Lines of the head that are neither a header nor go on with one are dropped (an mbox line in
    front, a torn line), and blanks before a colon, which RFC 822 still allowed.
    """
    plain = body.lstrip()
    found = _HEAD_END.search(plain)
    end = found.end() if found else len(plain)
    kept = [line for line in plain[:end].splitlines(keepends=True) if _HEAD_LINE.match(line)]
    head = _BLANK_COLON.sub(rb"\1:", b"".join(kept))
    message: Message
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(head + plain[end:])
    except RecursionError:  # hundreds of boxes in boxes: nobody writes that to be read
        message = BytesHeaderParser(policy=policy.compat32).parsebytes(head + plain[end:])
    if not message.keys():
        words = "there is no header line in it"
        raise UnreadableError(words)
    return message


def envelope(access: Access, raw: Raw) -> Envelope | None:
    """The mail as an envelope; None for our own probes. Raises `UnreadableError`."""
    message = parse(raw.body)
    own = MailSettings.of(access)
    external_id = message_id(message, raw.body)
    if ids.is_probe(external_id):
        return None
    parts = list(leaves(message))
    text, html = _bodies(parts)
    fresh, quoted = fold(text)
    subject = headers.text(message, "Subject")
    is_sent = raw.hints.get("box") == "sent"
    sender = _sender(message, own, is_sent=is_sent)
    arrived = _moment(raw.hints.get("arrived", ""))
    bounce = report(message)
    parent_id, references = _thread(message, external_id, bounce)
    is_ours = is_sent or (own.owns(sender.external_id) and not is_spoofed(message))
    return Envelope(
        account_id=access.account_id,
        external_id=external_id,
        posted_at=headers.date(message, arrived) or datetime.fromtimestamp(0, UTC),
        sender=sender,
        text=fresh,
        subject=subject,
        quoted=quoted,
        html=html,
        parent_id=parent_id,
        root_id=references[0] if references else parent_id,
        references=references,
        media=tuple(_medium(part) for part in parts if _is_medium(part)),
        is_public=False,
        is_ours=is_ours,
        is_automatic=bool(why_automatic(message)),
        extra=_extra(message, subject, parent_id, bounce, raw.hints)
        | (_key(message) if is_ours else {}),
    )


def attachment(body: bytes, path: str) -> bytes:
    """The bytes of one part. Raises `UnreadableError` when there is no such part."""
    for part in leaves(parse(body)):
        if part.path == path and _is_medium(part):
            return part.body
    words = f"there is no file {path} in it"
    raise UnreadableError(words)


def message_id(message: Message, body: bytes) -> str:
    """The Message-ID; where there is none, one made of what is the same in every copy of the mail."""
    found = headers.ids(message, "Message-ID")
    if found:
        return found[0]
    told = [headers.raw(message, name) for name in ("Date", "From", "To", "Subject")]
    inner = _HEAD_END.split(body, 1)[-1].strip()
    digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape") + inner)
    return f"{digest.hexdigest()[:40]}@{ids.MISSING}"


def base_subject(subject: str) -> str:
    """The subject without `Re:`, `회신:`, `Fwd:` …, spaces made equal; two mails of one topic share it."""
    return " ".join(_REPLY.sub("", subject).split())


def _sender(message: Message, own: MailSettings, *, is_sent: bool) -> Sender:
    """Who wrote. What a form on our own site mails in our name was written by whom it asks to answer."""
    found = headers.addresses(message, "From") or headers.addresses(message, "Sender", "Reply-To")
    if found and not is_sent and (own.owns(found[0][1]) or is_machine(found[0][1])):
        outside = [one for one in headers.addresses(message, "Reply-To") if not own.owns(one[1])]
        found = outside if len(outside) == 1 else found
    if not found:
        told = headers.text(message, "From") or headers.text(message, "Return-Path")
        return Sender(external_id=told.strip("<> ").lower()[:300] or "unknown@invalid", name=told)
    name, address = found[0]
    return Sender(external_id=address, name=name, handle=address)


def _thread(
    message: Message, external_id: str, bounce: dict[str, Any]
) -> tuple[str, tuple[str, ...]]:
    """(parent, references oldest first); a bounce belongs to the mail that came back."""
    references = headers.ids(message, "References")
    replied = headers.ids(message, "In-Reply-To")
    parent = (replied or references[-1:] or (bounce.get("of", ""),))[0]
    if parent == external_id:
        parent = ""
    return parent, tuple(one for one in references if one != external_id)[-50:]


def _bodies(parts: list[Part]) -> tuple[str, str]:
    """(plain words, HTML): the plain part unless it is missing or only a stub beside real HTML."""
    shown = [part for part in parts if not part.is_attached]
    plain = "\n\n".join(
        _unwrapped(part.text) if part.is_flowed else part.text
        for part in shown
        if part.kind != "text/html"
    ).strip()
    html = "\n".join(part.text for part in shown if part.kind == "text/html").replace("\0", "")
    rendered = _html().as_text(html) if html and len(plain) * 5 < len(html) else ""
    chosen = plain if len(plain) * 4 >= len(rendered) else rendered
    return chosen.replace("\0", ""), html


def _unwrapped(text: str) -> str:
    """Lines that end in a blank go on in the next (RFC 3676), quoted ones and `-- ` left alone."""
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        plain = line.removeprefix(" ")
        if is_open and not plain.startswith(">"):
            lines[-1] += plain
        else:
            lines.append(plain)
        is_open = plain.endswith(" ") and plain != "-- " and not plain.startswith(">")
    return "\n".join(line.rstrip() if line != "-- " else line for line in lines)


def _is_medium(part: Part) -> bool:
    is_box = part.kind.startswith("multipart/") or part.kind == "message/delivery-status"
    return part.is_attached and bool(part.body) and not is_box


def _medium(part: Part) -> Medium:
    return Medium(name=part.name, kind=part.kind, size=len(part.body), part=part.path)


def _extra(
    message: Message, subject: str, parent_id: str, bounce: dict[str, Any], hints: dict[str, Any]
) -> dict[str, Any]:
    """Facts for the rooms above; absent when there is nothing to say.

    `base_subject` and `fingerprint` always. `new_subject` when the mail answers an old one but its subject does not:
    whoever reads it is asked whether it is a conversation of its own.
    """
    extra: dict[str, Any] = {
        "base_subject": base_subject(subject),
        "fingerprint": _fingerprint(message),
    }
    if parent_id and subject and not _REPLY.match(subject) and not bounce:
        extra["new_subject"] = True
    for key, name in (("reply_to", "Reply-To"), ("to", "To"), ("cc", "Cc")):
        if found := [address for _, address in headers.addresses(message, name)][:50]:
            extra[key] = found
    if why := why_automatic(message):
        extra["why_automatic"] = why
    if bounce:
        extra["bounce"] = bounce
    if hints.get("cut"):
        extra["cut_at"] = hints["cut"]
    return extra


def _fingerprint(message: Message) -> str:
    """The same in every copy of a mail, also over a mailing list; another one in another mail of that id."""
    told = headers.raw(message, "Date") + headers.raw(message, "From")
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _key(message: Message) -> dict[str, str]:
    key = headers.raw(message, ids.KEY_HEADER)
    return {"key": key} if key else {}


def _moment(told: str) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


@cache
def _html() -> Any:
    """Its parser weighs 4 MB, so page workers that never read a mail never load it."""
    return import_module("hanjari.channels.kinds.mail.reading.html")
