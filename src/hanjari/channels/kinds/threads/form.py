"""What connecting a Threads profile asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_QUERIES = 7
"""Asked every five minutes, seven searches use 2,016 of the 2,200 a day that Threads allows."""
LONGEST_QUERY = 100


class ThreadsForm(forms.Form):
    """The keys of the company's own Meta app with the Threads use case, and what to listen for."""

    secret_fields = ("app_secret", "meta_secret", "verify_token")

    app_id = forms.RegexField(
        r"^\d{5,20}$",
        label=_("Threads app ID"),
        help_text=_("Meta app, App settings, Basic, at the bottom; not the App ID at the top."),
        max_length=20,
    )
    app_secret = forms.CharField(
        label=_("Threads app secret"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    meta_secret = forms.CharField(
        label=_("App secret of the Meta app"),
        help_text=_("Only for webhooks: a push may be signed with either secret."),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    verify_token = forms.CharField(
        label=_("Verify token for webhooks"),
        help_text=_("A long word that you make up; write the same at Meta under Webhooks."),
        min_length=12,
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    queries = forms.CharField(
        label=_("What else to listen for"),
        help_text=_("One search a line, at most seven; a topic begins with #."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    own_posts = forms.BooleanField(
        label=_("Also bring what the profile itself posts elsewhere"), required=False
    )

    def clean_queries(self) -> str:
        """As many as a day's limit allows."""
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["queries"]).splitlines()]
        kept = list(dict.fromkeys(line for line in lines if line))
        if len(kept) > MOST_QUERIES:
            raise ValidationError(gettext("At most %(most)s searches.") % {"most": MOST_QUERIES})
        if any(len(line) > LONGEST_QUERY for line in kept):
            words = gettext("A search may have at most %(most)s letters.")
            raise ValidationError(words % {"most": LONGEST_QUERY})
        return "\n".join(kept)
