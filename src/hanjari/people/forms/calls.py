"""How members and their organisation are called."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from hanjari.kit.addresses import is_allowed_by_operator
from hanjari.kit.webpush import to_bytes
from hanjari.people.forms.choices import NameField
from hanjari.people.models import Organisation, Role, Urgency, Way

_WAYS = [(Way.MAIL.value, Way.MAIL.label), (Way.PUSH.value, Way.PUSH.label)]
_POINT, _SECRET = 65, 16
"""Bytes of a browser's public key and of its secret (RFC 8291 section 2)."""


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )


def _ways(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=_WAYS, required=False, widget=forms.CheckboxSelectMultiple
    )


class ReachForm(forms.Form):
    """Ways by urgency, and quiet hours."""

    urgent_ways = _ways(_("Calls that need you at once"))
    usual_ways = _ways(_("Calls for soon"))
    calm_ways = _ways(_("Calls that can wait"))
    has_quiet_hours = forms.BooleanField(label=_("Keep quiet hours"), required=False)
    quiet_from = _time(_("Quiet from"))
    quiet_to = _time(_("Quiet until"))
    urgent_passes = forms.BooleanField(
        label=_("Urgent calls may ring in quiet hours"),
        required=False,
        help_text=_("Everything else waits until they end."),
    )

    def clean_urgent_ways(self) -> list[str]:
        """Somebody who can't be reached at all would be waited for in vain."""
        ways: list[str] = self.cleaned_data["urgent_ways"]
        if not ways:
            raise forms.ValidationError(_("Choose at least one way for urgent calls."))
        return ways


class DeviceForm(forms.Form):
    """What the browser says of itself when it may show notifications."""

    endpoint = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=100, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean_endpoint(self) -> str:
        """A push service is reached by https."""
        return _outside(str(self.cleaned_data["endpoint"]))

    def clean_p256dh(self) -> str:
        """A point of the curve, not squeezed."""
        return _keyed(str(self.cleaned_data["p256dh"]), _POINT)

    def clean_auth(self) -> str:
        """Sixteen bytes."""
        return _keyed(str(self.cleaned_data["auth"]), _SECRET)


class WebhookForm(forms.Form):
    """An address of the organisation's own programs."""

    name = NameField(label=_("Name"))
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("It begins with https:// and is reachable from the internet."),
    )
    hears = forms.ChoiceField(label=_("Hears calls from"), choices=Urgency, initial=Urgency.USUAL)

    def clean_url(self) -> str:
        """Signed, but not secret: so https alone, except to hosts that the operator names."""
        return _outside(str(self.cleaned_data["url"]))


class _RoleField(forms.ModelChoiceField):  # type: ignore[type-arg] # not subscriptable at run time
    """A role by its name in the reader's language."""

    def label_from_instance(self, obj: Role) -> str:
        return obj.label


class EscalationForm(forms.Form):
    """Who is called next."""

    first_after = forms.IntegerField(label=_("After minutes"), min_value=1, max_value=720)
    first_role = _RoleField(Role.objects.none(), label=_("Call"), required=False)
    second_after = forms.IntegerField(label=_("After minutes"), min_value=1, max_value=1440)
    second_role = _RoleField(Role.objects.none(), label=_("Call"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        """Roles of this organisation alone."""
        super().__init__(*args, **options)
        for name in ("first_role", "second_role"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = organisation.roles.all()
                field.empty_label = str(_("Nobody"))

    def clean(self) -> dict[str, Any]:
        """The second ring comes after the first."""
        answers = super().clean() or {}
        first, second = answers.get("first_after"), answers.get("second_after")
        if first and second and second <= first:
            self.add_error("second_after", _("The second ring comes after the first."))
        return answers


def _outside(url: str) -> str:
    """Raises `ValidationError` for what is no address of the outside world."""
    URLValidator(schemes=["https", "http"])(url)
    parts = urlsplit(url)
    if parts.scheme != "https" and not is_allowed_by_operator(parts.hostname or ""):
        raise forms.ValidationError(_("Use an address that begins with https://."))
    return url


def _keyed(text: str, length: int) -> str:
    try:
        is_good = len(to_bytes(text)) == length
    except ValueError:
        is_good = False
    if not is_good:
        raise forms.ValidationError(_("The browser sent something broken. Try again."))
    return text
