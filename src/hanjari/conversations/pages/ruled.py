"""What the pages of the company's rules show: rows as (number, name, words), and the form."""

from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from hanjari.channels.registry import kinds
from hanjari.conversations import words
from hanjari.conversations.models import ApprovalRule, Clock, Macro, Target
from hanjari.kit.web import times

Rows = list[tuple[int, str, str]]


def rules_page(
    noun: str, title: str, intro: str, rows: Rows, form: Form, pk: int | None
) -> dict[str, Any]:
    """One page for all nouns: `noun` names its addresses (`macros`, `macro`, `remove_macro`)."""
    return {
        "noun": noun,
        "title": title,
        "intro": intro,
        "rows": rows,
        "form": form,
        "pk": pk,
        "form_title": _("Change") if pk else _("Add"),
    }


def macro_rows(macros: list[Macro]) -> Rows:
    """Name, and the beginning of the text."""
    return [(one.pk, one.name, one.text[:120]) for one in macros]


def target_rows(targets: list[Target]) -> Rows:
    """For whom, and the times."""
    return [(one.pk, _for_whom(one), _times(one)) for one in targets]


def rule_rows(rules: list[ApprovalRule]) -> Rows:
    """Name, and when it asks."""
    return [(one.pk, one.name, _asks(one)) for one in rules]


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


def _kind(slug: str) -> str:
    found = kinds().get(slug)
    return str(found.name) if found else slug
