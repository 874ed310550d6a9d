"""What may come in at the room's doors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hanjari.issues import clocks
from hanjari.issues.models import Fact, Kind, Part, Truth
from hanjari.issues.stances import Strategy
from hanjari.people.models import Member

_OFF = {"class": "input", "autocomplete": "off"}
_WHEN = {"class": "input", "type": "datetime-local"}


def _line(length: int = 500, *, required: bool = True, **more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=length, required=required, widget=forms.TextInput(_OFF), **more
    )


def _text(
    length: int = 1000, rows: int = 2, *, required: bool = True, **more: Any
) -> forms.CharField:
    area = forms.Textarea({"class": "input", "rows": rows})
    return forms.CharField(max_length=length, required=required, widget=area, **more)


def _time(**more: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        required=False, widget=forms.DateTimeInput(_WHEN, format="%Y-%m-%dT%H:%M"), **more
    )


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """A member of the own company who still works here."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("empty_label", _("nobody yet"))
        super().__init__(Member.objects.none(), widget=forms.Select({"class": "input"}), **more)


class OwnForm(forms.Form):
    """A form whose members are those of `member`'s company."""

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Member.objects.filter(organisation=member.organisation_id, is_active=True)
        for field in self.fields.values():
            if isinstance(field, MemberField):
                field.queryset = here.order_by("name")


class FactForm(forms.Form):
    """A fact with how sure we are; confirmed only with a source."""

    text = _text(label=_("What is so"))
    confidence = forms.ChoiceField(
        choices=Fact.Confidence.choices,
        initial=Fact.Confidence.UNVERIFIED,
        label=_("How sure"),
        widget=forms.Select({"class": "input"}),
    )
    source = _line(
        300, required=False, label=_("Where from"),
        help_text=_("Who or what says so; a confirmed fact needs one."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A rumour is not a fact."""
        told = super().clean() or {}
        if told.get("confidence") == Fact.Confidence.CONFIRMED and not told.get("source"):
            self.add_error("source", _("Add who or what confirms it."))
        return told


class UnknownForm(OwnForm):
    """A question, and who finds it out."""

    text = _line(label=_("What we don't know yet"))
    owner = MemberField(required=False, label=_("Who finds it out"))


class DecisionForm(forms.Form):
    """A decision with its reasons."""

    question = _line(label=_("The question"))
    options = _text(
        2000,
        3,
        required=False,
        label=_("Options"),
        help_text=_("One per line, also those not taken."),
    )
    decided = _text(label=_("What was decided"))
    reason = _text(label=pgettext_lazy("of a decision", "Why"))
    dissent = _text(1000, 1, required=False, label=_("Who saw it otherwise, and why"))
    review_at = _time(label=_("Look at it again"))

    def clean_options(self) -> list[str]:
        """One a line."""
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]


class TaskForm(OwnForm):
    """Who does what by when."""

    text = _line(label=_("What is to be done"))
    owner = MemberField(required=False, label=pgettext_lazy("of a task", "Who"))
    due_at = _time(label=pgettext_lazy("of a task", "By when"))


class ReasonForm(forms.Form):
    """Why something is not done any more."""

    reason = _line(300, label=pgettext_lazy("of dropping", "Why it is dropped"))


class PassForm(OwnForm):
    """Somebody else does it."""

    owner = MemberField(label=_("Who does it now"))


class HandOverForm(OwnForm):
    """To whom, and what they must know."""

    to = MemberField(label=_("Who follows"))
    briefing = _text(
        4000, 5, required=False, label=_("Briefing"),
        help_text=_("What stands, what is open, what comes next. It stays with the seat."),
    )  # fmt: skip


class SeatForm(OwnForm):
    """One more at the table."""

    part = forms.ChoiceField(
        choices=Part.choices, label=_("Part"), widget=forms.Select({"class": "input"})
    )
    member = MemberField(label=_("Member"))


class StanceForm(forms.Form):
    """Is it true, what kind is it, and how we answer."""

    truth = forms.ChoiceField(
        choices=Truth.choices, label=_("Is it true?"), widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        choices=[("", _("not chosen yet")), *Kind.choices], required=False,
        label=_("Kind of crisis"), widget=forms.Select({"class": "input"}),
    )  # fmt: skip
    has_history = forms.BooleanField(
        required=False,
        label=_("Something like it happened within two years, or our name was bad before"),
    )
    chosen = forms.MultipleChoiceField(
        choices=Strategy.choices, required=False, label=_("How we answer"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    overruled = _text(
        1000, 2, required=False, label=_("Why other than advised"),
        help_text=_("Needed only where you choose something else; it stays in the log."),
    )  # fmt: skip


class ClockForm(forms.Form):
    """A deadline that the law or an authority sets, or the next update."""

    kind = forms.ChoiceField(
        choices=[(name, clocks.KINDS[name].title) for name in clocks.ATTACHABLE],
        label=pgettext_lazy("of an issue", "Clock"), widget=forms.Select({"class": "input"}),
    )  # fmt: skip
    due_at = _time(label=_("Until"), help_text=_("Empty: its usual length from now."))


class CallOffForm(forms.Form):
    """Why what a clock asks for is no longer to be done."""

    reason = _line(300, label=pgettext_lazy("of a clock", "Why it no longer runs"))
