"""What the pages of the company's rules show: rows as (number, name, words), and the form."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from hanjari.channels.registry import kinds
from hanjari.conversations import queries, words
from hanjari.conversations.models import ApprovalRule, Clock, RoutingRule, Target
from hanjari.kit.web import times
from hanjari.people.models import Member

Told = tuple[str, str, list[tuple[int, str, str]]]
"""Title, introduction, rows."""


def rules_page(noun: str, by: Member, form: Form | None, pk: int | None) -> dict[str, Any]:
    """One page for all nouns: `noun` names its addresses (`macros`, `macro`, `remove_macro`)."""
    title, intro, rows = _TOLD[noun](by)
    return {
        "noun": noun,
        "title": title,
        "intro": intro,
        "rows": rows,
        "form": form,
        "pk": pk,
        "form_title": _("Change") if pk else _("Add"),
    }


def _macros(by: Member) -> Told:
    intro = _("Texts that are put into a draft; nothing is ever sent by itself.")
    rows = [(one.pk, one.name, one.text[:120]) for one in queries.all_macros_for(by)]
    return _("Prepared texts"), intro, rows


def _labels(by: Member) -> Told:
    intro = _("Words that members put on conversations. A new one is made by putting it on.")
    return _("Labels"), intro, [(one.pk, one.name, "") for one in queries.labels_for(by)]


def _targets(by: Member) -> Told:
    intro = _("The most specific target wins. Clocks that run already keep what they began with.")
    rows = [(one.pk, _for_whom(one), _times(one)) for one in queries.targets_for(by)]
    return _("Response targets"), intro, rows


def _rules(by: Member) -> Told:
    intro = _("An answer that fits a rule waits until somebody else has approved it.")
    rules = queries.rules_for(by).select_related("written_by_role")
    return _("Approval rules"), intro, [(one.pk, one.name, _asks(one)) for one in rules]


def _routing(by: Member) -> Told:
    intro = _(
        "New words go to the department of the first rule that fits. What a member has taken up"
        " or sorted stays where it is."
    )
    rules = queries.routing_rules_for(by).select_related("department")
    return _("Routing"), intro, [(one.pk, one.name, _sends(one)) for one in rules]


_TOLD: dict[str, Callable[[Member], Told]] = {
    "macro": _macros,
    "label": _labels,
    "target": _targets,
    "rule": _rules,
    "routing_rule": _routing,
}


def _for_whom(target: Target) -> str:
    spoken = words.spoken()
    parts = [
        _kind(target.kind),
        spoken["intents"].get(target.intent, ""),
        spoken["urgencies"].get(target.urgency, ""),
    ]
    return " · ".join(part for part in parts if part) or _("Everything else")


def _times(target: Target) -> str:
    named = [(aim, getattr(target, aim.value, None)) for aim in Clock.Aim]
    told = [
        f"{aim.label} {_length(minutes, is_open_only=target.is_business_time)}"
        for aim, minutes in named
        if minutes
    ]
    return " · ".join(told) or _("no clock")


def _length(minutes: int, *, is_open_only: bool) -> str:
    """Opening hours are not folded into days: nine of them are a working day, not nine hours of one."""
    if not is_open_only:
        return times.span(minutes * 60)
    return _("%(h)s opening hours") % {"h": f"{minutes / 60:g}"}


def _asks(rule: ApprovalRule) -> str:
    told = [
        "" if rule.is_active else _("not in force"),
        _kind(rule.kind),
        _("public") if rule.is_public_only else "",
        _("with a promise") if rule.with_promise_only else "",
        words.spoken()["urgencies"].get(rule.min_urgency, ""),
        ", ".join(rule.words),
        rule.written_by_role.name if rule.written_by_role else "",
    ]
    return " · ".join(part for part in told if part) or _("every answer")


def _sends(rule: RoutingRule) -> str:
    spoken = words.spoken()
    asked = [
        _kind(rule.kind),
        spoken["intents"].get(rule.intent, ""),
        spoken["urgencies"].get(rule.min_urgency, ""),
        spoken["sentiments"].get(rule.sentiment, ""),
        spoken["needs_answer"].get(rule.needs_answer, ""),
        spoken["abuse"].get(rule.abuse, ""),
        words.language_name(rule.language),
    ]
    told = " · ".join(part for part in asked if part) or _("everything")
    off = "" if rule.is_active else " · " + _("not in force")
    return f"{told} → {rule.department.name}{off}"


def _kind(slug: str) -> str:
    found = kinds().get(slug)
    return str(found.name) if found else slug
