"""What connecting a feed asks."""

from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class FeedForm(forms.Form):
    """One address; the rest has good defaults."""

    secret_fields = ()
    url = forms.URLField(
        label=_("Address of the feed"),
        max_length=1000,
        assume_scheme="https",
        help_text=_("RSS, Atom or JSON Feed, for example https://www.example.kr/rss.xml"),
    )
    time_zone = forms.CharField(
        label=_("Time zone of dates that name none"),
        initial="Asia/Seoul",
        max_length=64,
    )

    def clean_time_zone(self) -> str:
        """Only names that the time zone database knows."""
        name = str(self.cleaned_data["time_zone"])
        if name not in available_timezones():
            raise ValidationError(gettext("Choose a name such as Asia/Seoul."))
        return name
