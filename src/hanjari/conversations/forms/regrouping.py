"""Forms for making one conversation of two, or two of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.models import Conversation
from hanjari.conversations.queries import conversations_for
from hanjari.kit.web import times
from hanjari.listening.models import Message
from hanjari.people.models import Member

NEAR = 20


class Merge(forms.Form):
    """Into which: one of this person's others, or any by its number."""

    into = forms.ChoiceField(label=_("Into which"), required=False, widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=_("Or by number"),
        required=False,
        min_value=1,
        help_text=_("The number at the end of a conversation's address."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, member: Member, talk: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = conversations_for(member).exclude(pk=talk.pk)
        self.rows = self.rows.exclude(status=Conversation.Status.MERGED)
        near = self.rows.filter(person=talk.person_id) if talk.person_id else self.rows.none()
        self.fields["into"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (str(row.pk), f"{row} · {times.moment(row.last_message_at)}") for row in near[:NEAR]
        ]

    def clean(self) -> dict[str, Any]:
        """`target` is the conversation that stays."""
        told = super().clean() or {}
        pk = told.get("number") or told.get("into")
        target = self.rows.filter(pk=pk).first() if pk else None
        if target is None:
            self.add_error(
                "number", _("Choose a conversation, or enter the number of one that you can see.")
            )
        told["target"] = target
        return told


class Split(forms.Form):
    """Which messages become a conversation of their own."""

    messages = forms.TypedMultipleChoiceField(
        label=_("What goes into the new conversation"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, talk: Conversation, since: str = "", **kwargs: Any) -> None:
        found = Message.objects.filter(turn__conversation=talk).select_related("author")
        listed = list(found.order_by("-pk")[:100])[::-1]
        later = [message.pk for message in listed if since.isdecimal() and message.pk >= int(since)]
        super().__init__(*args, **{"initial": {"messages": later}, **kwargs})
        self.count = len(listed)
        self.fields["messages"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (
                message.pk,
                f"{message.author} · {times.moment(message.posted_at)} · {message.text[:60]}",
            )
            for message in listed
        ]

    def clean_messages(self) -> list[int]:
        """At least one stays behind."""
        chosen: list[int] = self.cleaned_data["messages"]
        if len(chosen) >= self.count:
            raise forms.ValidationError(_("At least one message stays where it is."))
        return chosen
