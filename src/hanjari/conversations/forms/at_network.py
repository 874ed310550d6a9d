"""Forms for what is done with posts that stand at the network."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Act
from hanjari.conversations.forms.writing import MOST


class TakeBack(forms.Form):
    """Why it goes."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("It stays in the history of this conversation."),
    )


class Correct(forms.Form):
    """What it shall say; whoever may sign for a finding of the check says why it does not hold."""

    text = forms.CharField(
        label=_("What it says from now on"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    overruled = forms.CharField(
        label=_("Why the check's finding does not hold here"), max_length=500, required=False
    )

    def __init__(self, *args: Any, may_overrule: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_overrule:
            del self.fields["overruled"]


class Moderate(forms.Form):
    """What becomes of it at the network."""

    act = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Needed for a ban. It stays in the history of this conversation."),
    )

    def __init__(self, *args: Any, possible: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["act"].choices = [(what, Act.What(what).label) for what in possible]  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Nobody is banned without a word of why."""
        told = super().clean() or {}
        if told.get("act") == Act.What.BAN and not told.get("reason"):
            self.add_error("reason", _("A ban needs a reason. Write one sentence."))
        return told
