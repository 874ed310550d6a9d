"""What may come in at the doors of the Q&A sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hanjari.conversations.addressing import PLACE
from hanjari.issues.models import Answer, Fact, Issue
from hanjari.issues.queries.asking import facts_below
from hanjari.kit.clock import now

LONGEST = 4_000


def _text(rows: int, longest: int = LONGEST, **more: Any) -> forms.CharField:
    area = forms.Textarea({"class": "input", "rows": rows})
    return forms.CharField(max_length=longest, required=False, widget=area, **more)


def _time(*, required: bool, **more: Any) -> forms.DateTimeField:
    picker = forms.DateTimeInput(
        {"class": "input", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
    )
    return forms.DateTimeField(required=required, widget=picker, **more)


class QuestionForm(forms.Form):
    """What people ask."""

    text = forms.CharField(
        label=pgettext_lazy("of the sheet", "Question"), max_length=300,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )  # fmt: skip


class FactsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # not generic at run time
    """Facts, each with how sure it is."""

    def label_from_instance(self, obj: Fact) -> str:
        """The fact in its words."""
        return f"{obj.text[:120]} ({obj.get_confidence_display()})"


class AnswerForm(forms.Form):
    """The words of one version: an answer, or why not yet and by when."""

    asks = forms.CharField(
        label=pgettext_lazy("of the sheet", "Question"), max_length=300, required=False,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )  # fmt: skip
    text = _text(
        6, label=_("Answer in Korean"),
        help_text=_("Each person's greeting and name are put before it by themselves."),
    )  # fmt: skip
    text_en = _text(3, label=_("Answer in English"))
    cannot_say = _text(
        2, 500, label=_("We can't say yet, because"),
        help_text=_("Instead of an answer. The time below becomes a task."),
    )  # fmt: skip
    will_by = _time(required=False, label=_("We will say it by"))
    valid_until = _time(
        required=True, label=_("Holds until"), help_text=_("After that nobody can use it.")
    )
    facts = FactsField(
        Fact.objects.none(), label=_("Facts it stands on"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If one of them changes, the answer falls back to being written."),
    )  # fmt: skip
    on = forms.CharField(widget=forms.HiddenInput(), max_length=20)

    def __init__(self, *args: Any, issue: Issue, is_worded: bool, **options: Any) -> None:
        """`is_worded`: the question's words stay, because an answer to them was approved."""
        super().__init__(*args, **options)
        facts: Any = self.fields["facts"]
        facts.queryset = facts_below(issue)
        if not facts.queryset.exists():
            del self.fields["facts"]
        if is_worded:
            del self.fields["asks"]

    def clean(self) -> dict[str, Any]:
        """Why not yet and by when go together; a version holds for a time to come."""
        told = super().clean() or {}
        for name in ("text", "text_en"):
            told[name] = told.get(name, "").replace("\r\n", "\n")
            if PLACE in told[name]:
                self.add_error(name, _("Leave {name} out: the greeting says it."))
        if bool(told.get("cannot_say")) != bool(told.get("will_by")) and "will_by" in told:
            self.add_error("will_by", _("Say both: why not yet, and by when."))
        for name in ("valid_until", "will_by"):
            if told.get(name) and told[name] <= now():
                self.add_error(name, _("This time is over already."))
        return told


class StepForm(forms.Form):
    """A step of one version: which, on which words, and the reason where it needs one."""

    word = forms.ChoiceField(
        choices=[(one, one) for one in ("ask", "sign", "waive", "back", "approve", "retire")]
    )
    on = forms.CharField(max_length=20)
    reason = forms.CharField(max_length=500, required=False)


def filled(answer: Answer) -> dict[str, Any]:
    """What the form begins with: a version's words."""
    names = ("text", "text_en", "cannot_say", "will_by", "valid_until")
    told = {name: getattr(answer, name) for name in names}
    facts = list(answer.facts.values_list("pk", flat=True))
    return {**told, "facts": facts, "on": answer.stamp, "asks": answer.question.text}
