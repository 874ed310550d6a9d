"""What may be done with comments that stand there: approve, hold, spam, trash; and our own corrected or deleted."""

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Receipt, RefusedError, UnsureError
from hanjari.channels.kinds.wordpress import finding, manners, posts, prose
from hanjari.channels.kinds.wordpress.api import (
    COMMENTS,
    POSTS,
    Site,
    is_number,
    part,
    speaker,
    surely,
)

ACTS = {"approve": "approved", "hold": "hold", "spam": "spam", "trash": "trash"}
"""The house's words and WordPress's (REST API Handbook, Comments: `status`)."""


def moderate(access: Access, external_id: str, act: str) -> None:
    """Change a comment's status; the same again changes nothing. Raises `RefusedError` or `UnsureError`."""
    if act not in ACTS or not external_id.isdecimal():
        words = _("A comment at WordPress can be approved, held, marked as spam or trashed.")
        raise RefusedError("act", words, can_retry=False)
    with speaker(access) as site:
        judge(site, int(external_id), ACTS[act])


def judge(site: Site, number: int, status: str) -> None:
    """Look first: WordPress answers 500 when a comment has the status already."""
    if surely(lambda: _status(site, number)) == status:
        return
    try:
        site.say("POST", f"{COMMENTS}/{number}", json={"status": status})
    except UnsureError:
        if _looked(site, number) != status:
            raise


def change(access: Access, external_id: str, text: str) -> Receipt:
    """Other words for a comment or post of ours. Raises `RefusedError` or `UnsureError`."""
    route, number = _place(external_id)
    with speaker(access) as site:
        content = prose.escaped(text)
        if route == POSTS:
            content = surely(lambda: posts.corrected(site, number, text))
        body = site.say("POST", f"{route}/{number}", json={"content": content}).body
    if not is_number(part({"it": body}, "it").get("id")):
        raise UnsureError(_("WordPress took it and did not say under which number."))
    return posts.receipt_of(body) if route == POSTS else finding.receipt_of(body)


def take_back(access: Access, external_id: str) -> None:
    """Put a comment or post of ours into the trash; gone already is well. Raises `RefusedError` or `UnsureError`."""
    route, number = _place(external_id)
    with speaker(access) as site:
        try:
            site.say("DELETE", f"{route}/{number}")
        except RefusedError as error:
            if error.code == "rest_trash_not_supported":
                site.say("DELETE", f"{route}/{number}", params={"force": "true"})
            elif not manners.is_gone(error.code):
                raise


def _place(external_id: str) -> tuple[str, int]:
    number = external_id.removeprefix(posts.PREFIX)
    if not number.isdecimal():
        words = _("This is no number of WordPress's.")
        raise RefusedError("no_number", words, can_retry=False)
    return (POSTS if external_id.startswith(posts.PREFIX) else COMMENTS), int(number)


def _status(site: Site, number: int) -> str:
    body = site.ask(f"{COMMENTS}/{number}", _fields="id,status").body
    return str(part({"it": body}, "it").get("status") or "")


def _looked(site: Site, number: int) -> str:
    try:
        return _status(site, number)
    except BrokenError:
        return ""
