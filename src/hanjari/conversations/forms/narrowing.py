"""The form behind "narrow down": every filter of the list, combined as one likes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.conversations import words
from hanjari.conversations.models import Conversation
from hanjari.conversations.queries.sidebar import Sidebar

_ANY = [("", _("any"))]


class Narrow(forms.Form):
    """Choices come from the company's own channels, departments, labels and colleagues."""

    text = forms.CharField(label=_("With the words"), required=False, max_length=200)
    account = forms.ChoiceField(label=_("Channel"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    assignee = forms.ChoiceField(label=_("Member"), required=False)
    label = forms.ChoiceField(label=_("Label"), required=False)
    intent = forms.ChoiceField(label=_("Intent"), required=False)
    urgency = forms.ChoiceField(label=_("At least so urgent"), required=False)
    sentiment = forms.ChoiceField(label=_("Mood"), required=False)
    needs_answer = forms.ChoiceField(label=_("Answer"), required=False)
    abuse = forms.ChoiceField(label=_("Abuse"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("To"), required=False)

    def __init__(self, *args: Any, side: Sidebar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = words.spoken()
        choices: dict[str, list[Any]] = {
            "account": [(pk, name) for pk, _kind, name in side.accounts],
            "department": list(side.departments),
            "assignee": list(side.colleagues),
            "label": list(side.labels),
            "intent": list(spoken["intents"].items()),
            "urgency": [pair for pair in spoken["urgencies"].items() if pair[0] != 1],
            **{
                name: list(spoken[table].items())
                for name, table in (
                    ("sentiment", "sentiments"),
                    ("needs_answer", "needs_answer"),
                    ("abuse", "abuse"),
                )
            },
            "status": list(Conversation.Status.choices),
            "language": list(spoken["languages"].items()),
        }
        for name, pairs in choices.items():
            self.fields[name].choices = _ANY + pairs  # type: ignore[attr-defined] # a ChoiceField
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"})
