"""From a row to an envelope; what can't be one says why by a code of `faults`."""

import re
from datetime import UTC, datetime
from html import unescape
from zoneinfo import ZoneInfo

from hanjari.channels import registry
from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.archive.moments import moment
from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.prose import plain
from hanjari.channels.kinds.archive.readers import Row

_NOTHING = frozenset({"", "nan", "none", "null", "-", "0.0", "n/a"})
_SPREADSHEET = re.compile(r"\d(?:\.\d+)?[eE]\+\d+$")
_FLOAT = re.compile(r"(\d+)\.0$")
_OURS = frozenset(
    [
        "false",
        "0",
        "no",
        "n",
        "out",
        "outbound",
        "outgoing",
        "sent",
        "agent",
        "company",
        "brand",
        "staff",
        "admin",
        "operator",
        "us",
        "reply",
        "answer",
        "발신",
        "발송",
        "답변",
        "상담원",
        "상담사",
        "회사",
        "직원",
        "관리자",
        "운영자",
    ]
)
_MAIL_SETTINGS = {
    "address": "archive", "imap_host": "", "imap_port": 0, "imap_security": "none",
    "smtp_host": "", "smtp_port": 0, "smtp_security": "none",
}  # fmt: skip


def envelope(access: Access, plan: Plan, row: Row) -> Envelope:
    """What the row says. Raises `UnreadableError` whose words are a code of `faults.FAULTS`."""
    if row.fault:
        raise UnreadableError(row.fault)
    if isinstance(row.values, bytes):
        return _mail(access, plan, row.values)
    if plan.form == "wxr":
        return _wordpress(access, row.values)
    return _spoken(access, plan, row.values)


def _spoken(access: Access, plan: Plan, values: dict[str, str]) -> Envelope:
    told = {target: values.get(header, "").strip() for target, header in plan.columns.items()}
    text, subject = told.get("text", ""), told.get("subject", "")
    if not (text or subject):
        raise UnreadableError("no_text")
    author, name = told.get("author", ""), told.get("name", "")
    thread = _reference(told.get("thread", ""))
    return Envelope(
        account_id=access.account_id,
        external_id=_reference(told.get("id", "")),
        posted_at=_moment(told.get("time", ""), plan),
        sender=Sender(author or name, name or author, handle=author if name else ""),
        text=text,
        subject=subject,
        url=told.get("url", ""),
        parent_id=_reference(told.get("parent", "")),
        root_id=f"thread:{thread}" if thread else "",
        is_public=plan.is_public,
        is_ours=told.get("direction", "?").casefold() in _OURS or (author or name) in plan.own,
    )


def _moment(words: str, plan: Plan) -> datetime:
    if not words:
        raise UnreadableError("no_time")
    try:
        return moment(words, ZoneInfo(plan.zone), is_day_first=plan.is_day_first)
    except (ValueError, OverflowError, OSError):
        raise UnreadableError("wrong_time") from None


def _reference(words: str) -> str:
    """An id as the network wrote it: 3.0 was 3 before a spreadsheet took it for a number."""
    if words.isdecimal():
        return words
    if words.casefold() in _NOTHING:
        return ""
    if _SPREADSHEET.match(words):
        raise UnreadableError("damaged_id")
    found = _FLOAT.match(words)
    return found[1] if found else words


def _mail(access: Access, plan: Plan, body: bytes) -> Envelope:
    """Mails in an archive are read as those in a mailbox are."""
    own = tuple(one.lower() for one in (*access.own_ids, *plan.own))
    mailbox = Access(access.account_id, access.name, dict(_MAIL_SETTINGS), {}, {}, own)
    try:
        found = next(iter(registry.kind("mail").read(mailbox, Raw(body))), None)
    except UnreadableError:
        found = None
    if found is None:
        raise UnreadableError("no_mail")
    if found.posted_at <= datetime.fromtimestamp(0, UTC):
        raise UnreadableError("wrong_time")
    return found


def _wordpress(access: Access, values: dict[str, str]) -> Envelope:
    html = values.get("html", "")
    text = plain(html)
    subject = unescape(values.get("subject", ""))
    if not (text.strip() or subject):
        raise UnreadableError("no_text")
    is_post = values.get("kind") != "comment"
    post = "" if is_post else f"post:{values.get('post', '')}"
    parent = values.get("parent", "0")
    is_ours = is_post or values.get("user", "0") not in ("", "0")
    return Envelope(
        account_id=access.account_id,
        external_id=f"{'post' if is_post else 'comment'}:{values.get('id', '')}",
        posted_at=_wordpress_moment(values),
        sender=_author(values, is_post=is_post),
        text=text,
        subject=subject,
        html=html if "<" in html else "",
        url=values.get("url") or values.get("post_url", ""),
        parent_id=f"comment:{parent}" if parent not in ("", "0") else post,
        root_id=post,
        is_ours=is_ours,
        is_automatic=values.get("type", "") in ("pingback", "trackback"),
    )


def _author(values: dict[str, str], *, is_post: bool) -> Sender:
    if is_post:
        return Sender(values.get("author", ""), values.get("author", ""))
    name, mail = values.get("name", ""), values.get("mail", "").lower()
    user = values.get("user", "0")
    known = f"user:{user}" if user not in ("", "0") else mail
    return Sender(known or name, name, url=values.get("author_url", ""))


def _wordpress_moment(values: dict[str, str]) -> datetime:
    for words in (values.get("time", ""), values.get("pub_date", "")):
        try:
            return moment(words, ZoneInfo("UTC"))
        except (ValueError, OverflowError, OSError):
            continue
    raise UnreadableError("wrong_time")
