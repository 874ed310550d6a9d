"""Sending a post or an answer, once; correcting and taking back what is ours."""

from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import (
    Access,
    BrokenError,
    Outgoing,
    Receipt,
    RefusedError,
    UnsureError,
)
from hanjari.channels.kinds.mastodon import finding, ids, limits, media
from hanjari.channels.kinds.mastodon.api import Api, speaker
from hanjari.channels.kinds.mastodon.measuring import measure
from hanjari.channels.kinds.mastodon.replying import Reply, composed, refusal
from hanjari.channels.kinds.mastodon.statuses import Thing, moment, text


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """Send once. Raises `RefusedError` or `UnsureError`.

    The server's limits are asked first, so that a post that is too long is refused in plain words.
    """
    with speaker(access) as api:
        rules = asked(api)
        reply = composed(api, outgoing)
        check(reply, rules)
        told: dict[str, Any] = {"status": reply.text, "visibility": reply.visibility}
        optional = {
            "in_reply_to_id": outgoing.parent_id,
            "spoiler_text": reply.spoiler,
            "language": reply.language,
            "sensitive": reply.is_sensitive,
            "media_ids": media.upload(api, outgoing, rules),
        }
        told |= {name: value for name, value in optional.items() if value}
        headers = {"Idempotency-Key": _key(access, outgoing)}
        return receipt(api.say("POST", "/api/v1/statuses", json=told, headers=headers).body)


def take_back(access: Access, external_id: str) -> None:
    """Delete a post of ours; gone already is well. Raises `RefusedError` or `UnsureError`."""
    with speaker(access) as api:
        try:
            api.say("DELETE", f"/api/v1/statuses/{_checked(external_id)}", name="delete")
        except RefusedError as error:
            if error.code not in {"http_404", "http_410"}:
                raise


def change(access: Access, external_id: str, said: str) -> Receipt:
    """Let our post say this; its names, warning and files stay. Raises `RefusedError` or `UnsureError`."""
    number = _checked(external_id)
    with speaker(access) as api:
        try:
            before = api.ask("GET", f"/api/v1/statuses/{number}").body
            source = api.ask("GET", f"/api/v1/statuses/{number}/source").body
        except BrokenError as error:
            raise _no_edit(refusal(error)) from error
        if not ids.of(before) or not isinstance(source, dict):
            raise RefusedError("garbled", _("The server sent something broken."), can_retry=True)
        old = text(source, "text")
        new = finding.names_in_front(old) + said if not said.startswith("@") else said
        if new == old:
            return receipt(before)
        check(Reply(new, "", text(source, "spoiler_text")), asked(api))
        told = {"status": new, "spoiler_text": text(source, "spoiler_text")}
        told |= {name: before[name] for name in ("language", "sensitive") if before.get(name)}
        told |= _kept_media(before)
        try:
            return receipt(api.say("PUT", f"/api/v1/statuses/{number}", json=told).body)
        except RefusedError as error:
            raise _no_edit(error) from error


def asked(api: Api) -> limits.Limits:
    """The server's limits now. Raises `RefusedError`: nothing was posted."""
    try:
        return limits.of(api)
    except BrokenError as error:
        raise refusal(error) from (error.__cause__ or error)


def check(reply: Reply, rules: limits.Limits) -> None:
    """Raises `RefusedError` for what the server would refuse."""
    length = measure(reply.text, rules.url) + measure(reply.spoiler, rules.url)
    if length > rules.text:
        words = _(
            "This server takes %(most)s letters, and this has %(length)s with names and warning."
            " Nothing was sent; please shorten it."
        )
        counted = {"most": f"{rules.text:,}", "length": f"{length:,}"}
        raise RefusedError("too_long", words % counted, can_retry=False)


def receipt(body: Any) -> Receipt:
    """The server's own id. Raises `UnsureError`: it said yes, and not to what."""
    if not ids.of(body):
        raise UnsureError(_("The server took it and did not say under which number."))
    status: Thing = body
    sent_at = moment(status.get("created_at"))
    return Receipt(ids.of(status), text(status, "url") or text(status, "uri"), sent_at)


def _key(access: Access, outgoing: Outgoing) -> str:
    """The same at every attempt, and fit for a header whatever our key holds."""
    told = f"{access.account_id}:{outgoing.key}"
    return f"hanjari-{sha256(told.encode()).hexdigest()[:40]}"


def _kept_media(before: Thing) -> dict[str, Any]:
    found = before.get("media_attachments")
    kept = [ids.of(one) for one in found] if isinstance(found, list) else []
    return {"media_ids": [one for one in kept if one]} if any(kept) else {}


def _no_edit(error: RefusedError) -> RefusedError:
    if error.code not in {"http_404", "http_405", "http_501"}:
        return error
    words = _("This server does not let the post be edited, or it is no longer there.")
    return RefusedError("no_edit", words, can_retry=False)


def _checked(external_id: str) -> str:
    if number := ids.checked(external_id):
        return number
    raise RefusedError("no_post", _("This is no post of such a server."), can_retry=False)
