"""Forms for what is written in a conversation."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hanjari.conversations.forms.later import LaterForm
from hanjari.conversations.models import Clock
from hanjari.conversations.moments import MomentError
from hanjari.conversations.promises import Choice

MOST = 20_000
"""Characters in an answer; no channel takes more."""


class NothingWrittenError(Exception):
    """An answer without words, or with more than any channel takes."""


class NoteForm(forms.Form):
    """A note among colleagues."""

    text = forms.CharField(max_length=5000)


class DraftForm(forms.Form):
    """What has been written so far; an empty text is a draft, too."""

    text = forms.CharField(max_length=MOST, required=False, strip=False)
    is_private = forms.BooleanField(required=False)

    def words(self) -> tuple[str, bool]:
        """The text, cut where it is too long to keep, and whether it is for the person alone."""
        return str(self.data.get("text", ""))[:MOST], bool(self.data.get("is_private"))


class ReplyForm(LaterForm):
    """An answer as its writer sends it; `token` says which thread they saw."""

    text = forms.CharField(max_length=MOST)
    token = forms.CharField(max_length=60, required=False)
    is_confirmed = forms.BooleanField(required=False)
    is_private = forms.BooleanField(required=False)
    is_proposed_resolution = forms.BooleanField(required=False)
    overruled = forms.CharField(max_length=500, required=False)

    def __init__(self, *args: Any, promises: Iterable[Clock] = (), **options: Any) -> None:
        """Of each open promise it may say whether this answer keeps or moves it."""
        super().__init__(*args, **options)
        self.promises = {f"promise_{promise.pk}": promise.pk for promise in promises}
        for name in self.promises:
            choices = [("", ""), *((choice.value, choice.value) for choice in Choice)]
            self.fields[name] = forms.ChoiceField(choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        """`about_promises`: what is said of which promise; what is left to the rule is left out."""
        told = super().clean() or {}
        said = {str(pk): told.pop(name, "") for name, pk in self.promises.items()}
        told["about_promises"] = {pk: choice for pk, choice in said.items() if choice}
        return told

    def answer(self) -> dict[str, Any]:
        """All that the act of answering asks for. Raises `NothingWrittenError`, `MomentError`."""
        if not self.is_valid():
            raise MomentError(self.fault) if self.fault else NothingWrittenError
        return self.cleaned_data

    def said_of_promises(self) -> dict[str, str]:
        """What was chosen, good or not, to show the form again."""
        return {str(pk): str(self.data.get(name, "")) for name, pk in self.promises.items()}
