"""Whom words go to: the first rule that fits what they are. Pure."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from hanjari.conversations.queries.filters import SENTIMENTS
from hanjari.conversations.standing import Standing, intent_bits


class Rule(Protocol):
    """What a routing rule asks; empty asks nothing."""

    kind: str
    intent: str
    min_urgency: int
    sentiment: str
    needs_answer: str
    abuse: str
    language: str


T = TypeVar("T", bound=Rule)


def fitting(rules: Iterable[T], kind: str, standing: Standing) -> T | None:
    """The first of the rules, in their order, that fits a conversation at a channel of this kind."""
    return next((rule for rule in rules if fits(rule, kind, standing)), None)


def fits(rule: Rule, kind: str, standing: Standing) -> bool:
    """Whether everything that the rule asks is so."""
    is_intent = rule.intent == standing.intent or bool(
        standing.intent_bits & intent_bits([rule.intent])
    )
    return (
        rule.kind in ("", kind)
        and (not rule.intent or is_intent)
        and standing.urgency >= rule.min_urgency
        and (not rule.sentiment or SENTIMENTS.get(rule.sentiment, 9) == standing.sentiment)
        and _is_so(rule.needs_answer, is_so=standing.needs_answer)
        and _is_so(rule.abuse, is_so=standing.has_abuse)
        and rule.language in ("", standing.language)
    )


def _is_so(asked: str, *, is_so: bool) -> bool:
    return asked == "" or (asked == "yes") == is_so
