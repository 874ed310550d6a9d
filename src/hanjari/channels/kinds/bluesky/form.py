"""What connecting an account on Bluesky asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.kinds.bluesky import uris

MOST_SEARCHES = 10
"""Each is asked twice a minute; a server takes 3,000 requests in five (Bluesky docs, Rate limits)."""
LONGEST_SEARCH = 200
NO_STREAM, JETSTREAM, FIREHOSE = "", "jetstream", "firehose"


class BlueskyForm(forms.Form):
    """Handle, and either an app password or, later, the button to Bluesky's own page."""

    secret_fields = ("app_password",)

    handle = forms.CharField(
        label=_("Handle"),
        help_text=_("Without the @: hanbit.bsky.social, or your own domain"),
        max_length=260,
    )
    app_password = forms.CharField(
        label=_("App password"),
        help_text=_(
            "From Bluesky: Settings, Privacy and security, App passwords. Leave it empty to say yes"
            " at Bluesky's own page instead. Never give the account's main password."
        ),
        max_length=100,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    searches = forms.CharField(
        label=_("What else to listen for"),
        help_text=_("One search a line; all words of a line must appear."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    stream = forms.ChoiceField(
        label=_("Hear of new posts within seconds"),
        help_text=_("The whole network passes by, which is a lot of traffic, day and night."),
        choices=(
            (NO_STREAM, _("No, look twice a minute")),
            (JETSTREAM, _("Yes, by Jetstream (posts only)")),
            (FIREHOSE, _("Yes, by the event stream of a relay or server (everything)")),
        ),
        required=False,
    )
    stream_url = forms.CharField(
        label=_("Address of the stream"),
        help_text=_("Only for a server of your own: wss://…"),
        max_length=300,
        required=False,
    )
    own_posts = forms.BooleanField(
        label=_("Also read what we post elsewhere, such as in Bluesky's own app"), required=False
    )

    def clean_handle(self) -> str:
        """A handle or a DID, as everybody writes it."""
        told = str(self.cleaned_data["handle"]).strip().removeprefix("@").removeprefix("at://")
        told = told if uris.is_did(told) else told.lower()
        if not (uris.is_did(told) or uris.is_handle(told)):
            raise ValidationError(gettext("A handle looks like hanbit.bsky.social."))
        return told

    def clean_searches(self) -> str:
        """One search a line, few and short."""
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["searches"]).splitlines()]
        kept = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > LONGEST_SEARCH for line in kept):
            words = gettext("A search may have at most %(most)s letters.")
            raise ValidationError(words % {"most": LONGEST_SEARCH})
        if len(kept) > MOST_SEARCHES:
            raise ValidationError(gettext("At most %(most)s searches.") % {"most": MOST_SEARCHES})
        return "\n".join(kept)

    def clean_stream_url(self) -> str:
        """A stream is a WebSocket."""
        told = str(self.cleaned_data["stream_url"]).strip().rstrip("/")
        if told and not told.startswith(("wss://", "ws://")):
            raise ValidationError(gettext("The address of a stream begins with wss://."))
        return told
