"""How an issue stands: raising, lowering, moving, ending it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.issues import stages
from hanjari.issues.models import Issue

_LINE = {"class": "input", "autocomplete": "off"}


def _reason(*, is_needed: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Why"), max_length=500, required=is_needed, widget=forms.TextInput(_LINE)
    )


class LevelForm(forms.Form):
    """To which level, and why; `is_up` chooses the levels above, else those below with a reason."""

    level = forms.TypedChoiceField(label=_("Level"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, issue: Issue, is_up: bool, **kwargs: Any) -> None:
        kwargs["prefix"] = "up" if is_up else "down"
        super().__init__(*args, **kwargs)
        choices = [
            (value, name)
            for value, name in Issue.Level.choices
            if (value > issue.level if is_up else value < issue.level)
        ]
        self.fields["level"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        self.fields["level"].initial = choices[0][0] if choices else None
        self.fields["reason"] = _reason(is_needed=not is_up)
        self.has_choices = bool(choices)


class StageForm(forms.Form):
    """Where the issue goes from here."""

    stage = forms.ChoiceField(label=_("Stage"), widget=forms.Select({"class": "input"}))
    reason = _reason(is_needed=False)

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Issue.Stage.choices)
        others = [one for one in stages.allowed(issue.stage) if one not in _ELSEWHERE]
        self.fields["stage"].choices = [(one, labels[one]) for one in others]  # type: ignore[attr-defined]


_ELSEWHERE = (Issue.Stage.DISMISSED, Issue.Stage.CLOSED, Issue.Stage.REVIEWED, Issue.Stage.CONVENED)
"""Stages that have a door of their own."""


class DismissForm(forms.Form):
    """It is no issue, and why."""

    reason = forms.CharField(
        label=_("Why it is no issue"),
        max_length=500,
        widget=forms.TextInput(_LINE),
        help_text=_("Shown the next time something like it comes."),
    )
