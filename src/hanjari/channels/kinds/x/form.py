"""What connecting an account on X asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 512
"""Letters of one query (X API, Rate limits: Recent search, "512 query length")."""
MOST_QUERIES = 15
"""Each is asked once a minute, and a user may ask 300 times in 15 minutes (X API, Rate limits)."""


class XForm(forms.Form):
    """The keys of the company's own X app; who we are is told by X itself at consent."""

    secret_fields = ("client_secret", "consumer_secret", "bearer_token")
    consent_fields = ("client_id", "client_secret", "direct_messages")

    client_id = forms.CharField(label=_("OAuth 2.0 Client ID"), max_length=200)
    client_secret = forms.CharField(
        label=_("OAuth 2.0 Client Secret"),
        help_text=_(
            "Only where the app is a confidential client (“Web App, Automated App or Bot”)."
        ),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    bearer_token = forms.CharField(
        label=_("Bearer Token of the app"),
        help_text=_("For searches without a user, the stream, and the count of posts read."),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    consumer_secret = forms.CharField(
        label=_("API Key Secret (consumer secret)"),
        help_text=_("Only for webhooks: X signs with it."),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    queries = forms.CharField(
        label=_("What else to listen for"),
        help_text=_("One search a line, in X's own words: water lang:ko -is:retweet"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    streams = forms.BooleanField(
        label=_("Hear of new posts within seconds (filtered stream; needs the Bearer Token)"),
        required=False,
    )
    own_posts = forms.BooleanField(
        label=_("Also read what we post elsewhere, such as in X's own app"), required=False
    )
    direct_messages = forms.BooleanField(
        label=_("Answer direct messages (asks for two more permissions)"), required=False
    )
    recheck_days = forms.IntegerField(
        label=_("Look once a day, for so many days, whether a post was deleted"),
        help_text=_("X bills every look as a read. 0: only what X tells by itself."),
        min_value=0,
        max_value=30,
        initial=1,
    )

    def clean_queries(self) -> str:
        """One query a line, each short enough for X."""
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["queries"]).splitlines()]
        kept = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > LONGEST_QUERY for line in kept):
            words = gettext("A search may have at most %(most)s letters.")
            raise ValidationError(words % {"most": LONGEST_QUERY})
        if len(kept) > MOST_QUERIES:
            raise ValidationError(gettext("At most %(most)s searches.") % {"most": MOST_QUERIES})
        return "\n".join(kept)
