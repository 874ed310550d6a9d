"""How the Data API says no: a reason beside the status (YouTube Data API, Errors)."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import Fault, Manners
from hanjari.kit.clock import now

PACIFIC = ZoneInfo("America/Los_Angeles")
"""Quotas begin anew at midnight there (Quota calculator)."""
_SLOW = {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"}
_SPENT = {"quotaExceeded", "dailyLimitExceeded"}
_RIGHTS = {"forbidden", "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}
_CLOSED = {"authenticatedUserAccountClosed", "authenticatedUserAccountSuspended"}
_BAD_GRANTS = {"invalid_grant", "invalid_client", "unauthorized_client", "deleted_client"}
"""RFC 6749 §5.2, from Google's token endpoint."""


class YouTubeManners(Manners):
    """Errors in YouTube's own words; it sends no headers about limits."""

    def fault(self, response: httpx.Response) -> Fault | None:
        """What the reason means; None where the status says enough."""
        reason, said = told(response)
        if reason in _SPENT:
            words = _(
                "YouTube's quota of today is used up. It begins anew at midnight in California."
            )
            return Fault("quota", words, can_retry=True, retry_after=until_midnight(now()))
        if reason in _SLOW:
            words = _("YouTube asks us to slow down. It goes on by itself.")
            return Fault("rate", words, can_retry=True, retry_after=60.0)
        if reason in _BAD_GRANTS:
            words = _("Google no longer accepts this connection. Connect the channel again.")
            return Fault("login", words, needs_person=True)
        if reason == "processingFailure":  # may be a passing trouble, and may have gone through
            words = _("YouTube could not work on this (%(said)s).") % {"said": said or reason}
            return Fault("processingFailure", words, can_retry=True, is_sure=False)
        plain = _plain().get(reason)
        if plain:
            words, needs_person = plain
            return Fault(reason, words, needs_person=needs_person)
        return None


def told(response: httpx.Response) -> tuple[str, str]:
    """Reason and message of an error; empty when it is none of Google's. Never fails."""
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        return "", ""
    error = body.get("error") if isinstance(body, Mapping) else None
    if isinstance(error, str):
        return error, ""
    if not isinstance(error, Mapping):
        return "", ""
    errors = error.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else {}
    reason = first.get("reason") if isinstance(first, Mapping) else None
    return _text(reason), _text(error.get("message"))[:300]


def until_midnight(moment: datetime) -> float:
    """Seconds until the next midnight in California."""
    there = moment.astimezone(PACIFIC)
    tomorrow = datetime.combine(there.date() + timedelta(days=1), datetime.min.time(), PACIFIC)
    return max(60.0, (tomorrow - moment).total_seconds())


def _plain() -> dict[str, tuple[str, bool]]:
    """Words of the other reasons, and whether only a person can mend them."""
    rights = _("YouTube does not permit this. Connect the channel again with all permissions.")
    gone = _("The comment or video is no longer there.")
    closed = _("The YouTube account is closed or suspended.")
    return {
        **dict.fromkeys(_RIGHTS, (rights, True)),
        **dict.fromkeys(_CLOSED, (closed, True)),
        "videoNotFound": (gone, False),
        "commentNotFound": (gone, False),
        "parentCommentNotFound": (gone, False),
        "commentThreadNotFound": (gone, False),
        "notFound": (gone, False),
        "commentsDisabled": (_("Comments are switched off below this video."), False),
        "commentTextTooLong": (_("The comment is too long for YouTube."), False),
        "commentTextRequired": (_("YouTube wants at least one letter."), False),
        "ineligibleAccount": (
            _("This Google account has no YouTube channel that may comment."),
            True,
        ),
        "channelNotFound": (_("This Google account has no YouTube channel."), True),
        "invalidPageToken": (_("YouTube has forgotten where we were; it begins anew."), False),
        "operationNotSupported": (_("YouTube does not allow this for this comment."), False),
        "accessNotConfigured": (
            _("The YouTube Data API is not switched on in the Google project."),
            True,
        ),
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
