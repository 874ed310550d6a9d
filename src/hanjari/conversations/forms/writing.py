"""Forms for what is written in a conversation."""

from django import forms

MOST = 20_000
"""Characters in an answer; no channel takes more."""


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


class ReplyForm(forms.Form):
    """An answer as its writer sends it; `token` says which thread they saw."""

    text = forms.CharField(max_length=MOST)
    token = forms.CharField(max_length=60, required=False)
    is_confirmed = forms.BooleanField(required=False)
    is_private = forms.BooleanField(required=False)
    is_proposed_resolution = forms.BooleanField(required=False)
    overruled = forms.CharField(max_length=500, required=False)
