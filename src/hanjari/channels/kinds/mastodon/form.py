"""What connecting an account on a Mastodon server asks."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.kit.addresses import is_allowed_by_operator

MOST_PLACES = 20
"""Of each sort; each is asked once a minute, and 300 requests are allowed in five."""
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_TAG = re.compile(r"\w{1,100}")


def _many(label: Any, help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=help_text, max_length=4000, required=False, widget=area
    )


class MastodonForm(forms.Form):
    """The server, how we are let in, and where to listen; who we are is told by the server."""

    secret_fields = ("access_token",)
    consent_fields = ("server", "login")

    server = forms.CharField(
        label=_("Server"),
        help_text=_("As in mastodon.social, or the account's whole address"),
        max_length=300,
    )
    login = forms.ChoiceField(
        label=_("How to connect"),
        choices=[
            ("consent", _("Say yes on the server's own page")),
            ("token", _("Paste an access token")),
        ],
        initial="consent",
        required=False,
    )
    access_token = forms.CharField(
        label=_("Access token"),
        help_text=_("Only when pasted: from Settings, Development, on the server."),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    hashtags = _many(_("Hashtags to listen for"), _("One a line, without #"))
    lists = _many(_("Lists to listen to"), _("One a line, by the name that the list has there"))
    searches = _many(
        _("Searches"),
        _("One a line; only where the server searches posts, and asked every five minutes"),
    )
    local = forms.BooleanField(label=_("Read the server's whole local timeline"), required=False)
    own_posts = forms.BooleanField(
        label=_("Also read what we post elsewhere, such as in an app"), required=False
    )
    context = forms.BooleanField(
        label=_("Fetch what was said above a mention"), required=False, initial=True
    )
    streams = forms.BooleanField(
        label=_("Hear of news at once (streaming)"), required=False, initial=True
    )
    quiet = forms.BooleanField(
        label=_("Keep public answers out of the public timelines (unlisted)"), required=False
    )
    recheck_days = forms.IntegerField(
        label=_("Look for so many days whether a post was edited or deleted"),
        help_text=_("0: only what the timelines show by themselves."),
        min_value=0,
        max_value=30,
        initial=3,
    )

    def clean_server(self) -> str:
        """A host, a URL, or @name@host; as the address that is called."""
        told = str(self.cleaned_data["server"]).strip()
        wrong = ValidationError(gettext("This is no address of a server."))
        url = told if "://" in told else f"https://{told.rpartition('@')[2]}"
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
            host = host.encode("idna").decode() if not host.isascii() else host
        except ValueError as error:
            raise wrong from error
        if parts.scheme not in {"https", "http"} or not _HOST.fullmatch(host) or parts.username:
            raise wrong
        if parts.scheme == "http" and not is_allowed_by_operator(host):
            raise ValidationError(gettext("Only a server with https:// can be connected."))
        return f"{parts.scheme}://{host}{f':{port}' if port else ''}"

    def clean_hashtags(self) -> str:
        """One tag a line, without the mark."""
        tags = [one.lstrip("#＃") for one in str(self.cleaned_data["hashtags"]).split()]
        if any(not _TAG.fullmatch(tag) for tag in tags):
            raise ValidationError(gettext("A hashtag has letters, digits and _ only."))
        return _joined(tags)

    def clean_lists(self) -> str:
        """One list a line."""
        return _joined(str(self.cleaned_data["lists"]).splitlines())

    def clean_searches(self) -> str:
        """One search a line."""
        return _joined(str(self.cleaned_data["searches"]).splitlines())

    def clean_login(self) -> str:
        """Consent, unless told otherwise."""
        return str(self.cleaned_data.get("login") or "consent")

    def clean(self) -> dict[str, Any]:
        """Whoever pastes a token means to be let in by it."""
        if self.cleaned_data.get("access_token"):
            self.cleaned_data["login"] = "token"
        return self.cleaned_data


def _joined(told: list[str]) -> str:
    kept = list(dict.fromkeys(" ".join(one.split()) for one in told if one.strip()))
    if len(kept) > MOST_PLACES:
        raise ValidationError(gettext("At most %(most)s of one sort.") % {"most": MOST_PLACES})
    return "\n".join(kept)
