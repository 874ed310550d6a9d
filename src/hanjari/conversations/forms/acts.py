"""Forms of the acts on one conversation."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hanjari.conversations import states
from hanjari.conversations.actions.snoozing import LONGEST
from hanjari.conversations.models import Conversation, Label
from hanjari.kit.clock import now
from hanjari.kit.numbers import row_number
from hanjari.people.models import Department, Member
from hanjari.people.permissions import Permission

MORNING = 9


class Assign(forms.Form):
    """To whom: a member, a department, both or nobody."""

    member = forms.ModelChoiceField(
        Member.objects.none(), required=False, label=_("Member"), empty_label=_("nobody yet")
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), required=False, label=_("Department"), empty_label=_("none")
    )

    def __init__(self, *args: Any, talk: Conversation, **kwargs: Any) -> None:
        initial = {"member": talk.assignee_id, "department": talk.department_id}
        super().__init__(*args, **{"initial": initial, **kwargs})
        own = {"organisation": talk.organisation_id}
        able = [one.pk for one in _active(own) if one.can(Permission.REPLY)]
        self.fields["member"].queryset = Member.objects.filter(pk__in=able)  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["department"].queryset = Department.objects.filter(**own)  # type: ignore[attr-defined] # a ModelChoiceField


class ChangeStatus(forms.Form):
    """Where it goes, with a reason where the way asks for one."""

    status = forms.ChoiceField(label=_("Status"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_(
            "Needed for closing what is not resolved, and for taking something out of spam."
        ),
    )

    def __init__(self, *args: Any, talk: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = talk.status
        self.fields["status"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (status.value, status.label) for status in states.choices(talk.status)
        ]

    def clean(self) -> dict[str, Any]:
        """A reason is asked for here, before the act would refuse."""
        told = super().clean() or {}
        after = told.get("status", "")
        if after and states.needs_reason(self.before, after) and not told.get("reason"):
            self.add_error("reason", _("This step needs a reason. Write one sentence."))
        return told


class Snooze(forms.Form):
    """Until when; at most two days, and no clock stops."""

    until = forms.ChoiceField(label=_("Until"), widget=forms.RadioSelect, initial="1h")
    at = forms.DateTimeField(
        label=_("Another time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moments = {"1h": now() + timedelta(hours=1), "3h": now() + timedelta(hours=3)}
        self.moments["morning"] = _next_morning()
        self.fields["until"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            ("1h", _("In an hour")),
            ("3h", _("In three hours")),
            ("morning", _("Tomorrow at 9")),
            ("at", _("At the time below")),
        ]

    def clean(self) -> dict[str, Any]:
        """`moment` is when it comes back."""
        told = super().clean() or {}
        moment = self.moments.get(told.get("until", ""), told.get("at"))
        if moment is None:
            self.add_error("at", _("Choose a time."))
        elif not now() < moment <= now() + LONGEST:
            words = _(
                "At most 48 hours from now. Whoever needs longer resolves it, or promises a time."
            )
            self.add_error("at", words)
        told["moment"] = moment
        return told


class WithdrawPromise(forms.Form):
    """Why we do not keep our word."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("It stays in the history of this conversation."),
    )


class LabelsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # generic in the stubs alone
    """Labels by their numbers; what can't be a number is no label."""

    def clean(self, value: Any) -> Any:
        """Django asks the store for any number at all."""
        if any(row_number(str(pk)) is None for pk in value or ()):
            raise forms.ValidationError(_("Choose labels from the list."))
        return super().clean(value)


class Labels(forms.Form):
    """Words on a conversation: those there are, and a new one."""

    labels = LabelsField(
        Label.objects.none(),
        required=False,
        label=_("Labels"),
        widget=forms.CheckboxSelectMultiple,
    )
    new = forms.CharField(label=_("A new label"), max_length=40, required=False)

    def __init__(self, *args: Any, talk: Conversation, **kwargs: Any) -> None:
        now_on = list(talk.labels.values_list("pk", flat=True))
        super().__init__(*args, **{"initial": {"labels": now_on}, **kwargs})
        self.fields["labels"].queryset = Label.objects.filter(  # type: ignore[attr-defined] # a ModelChoiceField
            organisation=talk.organisation_id
        )


def _active(own: dict[str, Any]) -> QuerySet[Member]:
    return Member.objects.filter(**own, is_active=True).select_related("role")


def _next_morning() -> datetime:
    local = timezone.localtime(now()) + timedelta(days=1)
    return local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
