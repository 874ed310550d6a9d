"""Looking at an answer before it goes: length, privacy in public, promises, whose look it needs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hanjari.channels.contract import Capabilities
from hanjari.channels.registry import kinds
from hanjari.conversations import sheets
from hanjari.conversations.models import ApprovalRule, Conversation, Reply
from hanjari.conversations.queries.windows import window_end
from hanjari.kit.clock import now
from hanjari.language import Finding, Promise, promised_time, public_reply_findings
from hanjari.listening.models import Message
from hanjari.people.models import Member


@dataclass(frozen=True, slots=True)
class ReplyCheck:
    """What was found. `problems` hold it back for good; `stop` findings unless they are overruled.

    `problems` are codes: `empty`, `no_reply` (the channel can't), `not_private` (no private answer
    there), `too_long`, `automatic` (auto-replies are never answered), `nobody` (nobody to answer),
    `merged`, `window` (it would leave after `until`, when the network takes no answer any more),
    `unsayable` (a sheet says no; `against` tells why). `length` and `limit` count as the network counts.
    """

    length: int
    limit: int | None
    is_public: bool
    promise: Promise | None = None
    problems: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: tuple[str, ...] = ()
    to_message: Message | None = field(default=None, repr=False)
    against: str = ""
    until: datetime | None = None
    """The last moment at which it may leave; None where the network sets none."""

    @property
    def over(self) -> int:
        """By how much the text is too long."""
        return 0 if self.limit is None else max(0, self.length - self.limit)

    @property
    def stops(self) -> tuple[Finding, ...]:
        """Findings that hold it back unless somebody who may overrules them with a reason."""
        return tuple(finding for finding in self.findings if finding.weight == "stop")


def check_reply(
    conversation: Conversation,
    text: str,
    *,
    by: Member,
    to_message: Message | None = None,
    is_private: bool = False,
    at: datetime | None = None,
) -> ReplyCheck:
    """Look at what is written so far; cheap enough for every pause in typing.

    `at` is when it will be read where it leaves later: "tomorrow" is the day after that.
    """
    kind = kinds().get(conversation.account.kind)
    able = kind.capabilities if kind else Capabilities()
    target = to_message or default_target(conversation)
    is_public = able.is_public and not is_private and (target or conversation).is_public
    length = kind.measure(text) if kind else len(text)
    promise = promised_time(text, at or now(), conversation.organisation.time_zone)
    against = sheets.against(by, conversation, text)
    until = window_end(conversation, target, is_private=is_private)
    problems = _problems(conversation, text, able, target, length, is_private=is_private)
    problems += ["window"] if at and until and at > until else []
    return ReplyCheck(
        length=length,
        limit=able.text_limit,
        is_public=is_public,
        promise=promise,
        problems=(*problems, *(["unsayable"] if against else [])),
        findings=_findings(conversation, text) if is_public else (),
        rules=tuple(
            rule.name
            for rule in _rules(conversation)
            if _asks(rule, conversation, text, by, is_public=is_public, has_promise=bool(promise))
        ),
        to_message=target,
        against=against,
        until=until,
    )


def default_target(conversation: Conversation) -> Message | None:
    """What an answer answers unless it is said: the person's newest message, else the newest."""
    messages = Message.objects.select_related("author")
    return messages.filter(pk=conversation.heard_id or conversation.last_id).first()


def as_json(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Findings as the reply keeps them."""
    return [
        {name: getattr(one, name) for name in ("start", "end", "kind", "weight", "words")}
        for one in findings
    ]


def pending(reply: Reply) -> list[str]:
    """The rules whose look is still asked for."""
    return list(reply.approvals.filter(decided_at=None).values_list("rule", flat=True))


def _problems(
    conversation: Conversation,
    text: str,
    able: Capabilities,
    target: Message | None,
    length: int,
    *,
    is_private: bool,
) -> list[str]:
    can = able.can_reply_privately if is_private else able.can_reply
    told = {
        "empty": not text.strip(),
        "no_reply": not (able.can_reply or able.can_reply_privately),
        "not_private": not can and (able.can_reply or able.can_reply_privately),
        "too_long": able.text_limit is not None and length > able.text_limit,
        "automatic": target is not None and target.is_automatic,
        "nobody": target is None,
        "merged": conversation.status == Conversation.Status.MERGED,
    }
    return [code for code, is_so in told.items() if is_so]


def _findings(conversation: Conversation, text: str) -> tuple[Finding, ...]:
    ours = [str(own) for own in conversation.account.own_ids]
    return public_reply_findings(text, ours=[*ours, conversation.organisation.name])


def _rules(conversation: Conversation) -> list[ApprovalRule]:
    return list(
        ApprovalRule.objects.filter(organisation=conversation.organisation_id, is_active=True)
    )


def _asks(
    rule: ApprovalRule,
    conversation: Conversation,
    text: str,
    by: Member,
    *,
    is_public: bool,
    has_promise: bool,
) -> bool:
    """A rule asks when all that it names is so; one that names nothing always asks."""
    folded = text.casefold()
    return (
        rule.kind in ("", conversation.account.kind)
        and (is_public or not rule.is_public_only)
        and (has_promise or not rule.with_promise_only)
        and conversation.urgency >= rule.min_urgency
        and (not rule.words or any(str(word).casefold() in folded for word in rule.words))
        and rule.written_by_role_id in (None, by.role_id)
    )
