"""Forms of the review: the four answers with the marks they began with, a lesson, its next step."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hanjari.issues.forms.room import MemberField, OwnForm
from hanjari.issues.models import Reflection
from hanjari.kit.web.times import today

LONGEST = 10_000
MONTH = timedelta(days=30)
HINTS = {
    "planned": _("What the plan, the clocks and our decisions asked for."),
    "happened": _("In the order in which it happened, with what people met with."),
    "why": _("Causes in rules, tools, numbers and time; nobody's name."),
    "next": _("What stays, what changes, by when we look at it again."),
}


class ReviewForm(forms.Form):
    """Four answers; `on_…` is the mark of the words that each began with."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """One field a question, and its mark."""
        super().__init__(*args, **options)
        for question in Reflection.Question:
            self.fields[question.value] = forms.CharField(
                label=question.label,
                help_text=HINTS[question.value],
                max_length=LONGEST,
                required=False,
                strip=False,
                widget=forms.Textarea({"class": "input", "rows": 9}),
            )
            self.fields[f"on_{question.value}"] = forms.CharField(max_length=16, required=False)

    def texts(self) -> dict[str, str]:
        """The answers that came in; a question that the form does not bring is left alone."""
        names = [name for name in Reflection.Question.values if name in self.data]
        return {name: self.cleaned_data[name] for name in names}

    def marks(self) -> dict[str, str]:
        """What each began with."""
        return {name: self.cleaned_data[f"on_{name}"] for name in Reflection.Question.values}


class LessonForm(forms.Form):
    """What was learned, in one sentence."""

    text = forms.CharField(
        label=_("What we learned"),
        max_length=500,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        help_text=_("One sentence that somebody who was not there understands."),
    )


class StepForm(OwnForm):
    """What follows from a lesson: who does it by which day, or why nothing follows."""

    act = forms.ChoiceField(
        choices=[(one, one) for one in ("task", "commitment", "waive", "remove", "done")]
    )
    owner = MemberField(required=False, label=pgettext_lazy("of a task", "Who"))
    due = forms.DateField(
        label=pgettext_lazy("of a task", "By when"),
        required=False,
        initial=lambda: today() + MONTH,
        widget=forms.DateInput({"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Why nothing follows"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )
