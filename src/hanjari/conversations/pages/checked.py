"""What the check of an answer says, in words: problems, findings, promise, whose look it needs."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.registry import kinds
from hanjari.conversations import queries
from hanjari.conversations.models import Conversation
from hanjari.conversations.pages.later import (
    ends_words,
    moment_words,
    overdue_words,
    window_refused,
)
from hanjari.kit.clock import now
from hanjari.kit.web import times
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

_FOR_GOOD = ("no_reply", "automatic", "nobody", "merged")
"""Problems that no other text would mend: the field itself is closed."""
_NEAR = timedelta(days=2)
"""An end of the network's time for answers is told so long before; a month of it is no news."""


def checked(
    member: Member,
    talk: Conversation,
    text: str,
    *,
    is_private: bool = False,
    is_empty_fine: bool = False,
    at: datetime | None = None,
) -> dict[str, Any]:
    """For the templates of the draft and of its findings; `at`: when it shall leave, None for now."""
    check = queries.check_reply(talk, text, by=member, is_private=is_private, at=at)
    problems = [code for code in check.problems if not (is_empty_fine and code == "empty")]
    kind = kinds().get(talk.account.kind)
    closed = next((code for code in problems if code in _FOR_GOOD), "")
    return {
        "answerable": not closed,
        "unanswerable": problem_words(closed, check, talk) if closed else "",
        "can_private": bool(kind and kind.capabilities.can_reply_privately and talk.is_public),
        "problems": [problem_words(code, check, talk) for code in problems if not closed],
        "findings": check.findings,
        "finding_words": finding_words,
        "quotes": {finding.start: text[finding.start : finding.end] for finding in check.findings},
        "limit": check.limit,
        "length": check.length,
        "needs_words": _needs(check, at, talk),
        "ends": "" if closed or "window" in problems else _ends(check, talk),
        "overdue": overdue_words(at, talk) if at else "",
        "promise": _promise(check),
        "may_overrule": bool(check.stops) and member.can(Permission.APPROVE),
        "overruled_id": f"overruled-{talk.pk}",
        "stops": bool(check.stops),
        "verb": _verb(check, at),
    }


def draft_context(
    member: Member,
    talk: Conversation,
    words: tuple[str, bool],
    *,
    is_kept: bool,
    at: datetime | None = None,
) -> dict[str, Any]:
    """For the findings under a draft that has just been kept."""
    text, is_private = words
    kept = _("Kept %(time)s") % {"time": times.hour(now())}
    return {
        **checked(member, talk, text, is_private=is_private, is_empty_fine=True, at=at),
        "oob": True,
        "kept_words": kept if is_kept else _("Not kept: too long."),
        "others": [other.name for other in queries.writers(member, talk)],
    }


def problem_words(code: str, check: queries.ReplyCheck, talk: Conversation | None = None) -> str:
    """A problem by its code, and what to do; `talk` where it may be one of time."""
    return {
        "empty": _("Nothing is written yet."),
        "no_reply": _("This channel can only be read. Answer where it was said, and note it here."),
        "not_private": _("This channel has no private answer. Take the tick away."),
        "too_long": _("Too long for this channel. Shorten it by %(n)s characters.")
        % {"n": check.over},
        "automatic": _("The last message was automatic; such are never answered."),
        "nobody": _("There is nobody to answer here."),
        "merged": _("This conversation was merged into another. Answer there."),
        "window": window_refused(check.until, talk) if check.until and talk else "",
        "unsayable": check.against,
    }[code]


def finding_words(kind: str) -> str:
    """A finding of the public-reply check by its kind, and what to do instead."""
    return {
        "order": _("An order or payment detail must not stand in public. Ask for it privately."),
        "account": _("An account or member number must not stand in public."),
        "health": _("Nothing about anybody's health in public, not even if it is true."),
        "location": _("Where somebody lives or works must not stand in public."),
        "past": _("Earlier complaints of a person must not stand in public."),
        "threat": _("No threat of the law from the inbox. Legal writes such letters, if anybody."),
    }.get(kind, _("This may be personal data. Leave it out, or answer privately."))


def _verb(check: queries.ReplyCheck, at: datetime | None) -> str:
    if check.rules:
        return _("Ask for approval")
    return _("Schedule") if at else _("Send")


def _ends(check: queries.ReplyCheck, talk: Conversation) -> str:
    """Until when it can leave, where that is soon or was."""
    is_near = check.until is not None and check.until < now() + _NEAR
    return ends_words(check.until, talk) if is_near else ""


def _needs(check: queries.ReplyCheck, at: datetime | None, talk: Conversation) -> str:
    if check.rules:
        rules = ", ".join(check.rules)
        return _("A second person looks first: %(rules)s.") % {"rules": rules}
    if at:
        told = {"when": moment_words(at, talk)}
        return _("Leaves %(when)s, unless something new is said until then.") % told
    return _("Goes out as soon as you send it.")


def _promise(check: queries.ReplyCheck) -> str:
    if check.promise is None:
        return ""
    told = {"words": check.promise.words, "until": times.until(check.promise.due_at)}
    return _("“%(words)s” is a promise: a clock will run %(until)s.") % told
