"""Choices that several forms offer, and a field for names."""

import unicodedata
from functools import cache
from importlib import import_module
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def time_zones() -> list[tuple[str, str]]:
    """The zones named after places, as tzdata names them, and UTC."""
    zones = sorted(zone for zone in available_timezones() if zone.split("/")[0] in REGIONS)
    return [(zone, zone.replace("_", " ")) for zone in [*zones, "UTC"]]


@cache
def holiday_calendars() -> list[str]:
    """Two-letter codes of the countries whose public holidays are known."""
    known = import_module("holidays").list_supported_countries()  # heavy: see kit.business_time
    return sorted(code for code in known if len(code) == 2)


class NameField(forms.CharField):
    """One line that people will read: NFC, no control characters, no invisible direction marks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 80, **options})

    def clean(self, value: Any) -> str:
        """The cleaned name. Raises `ValidationError` for characters that cannot be seen."""
        name = unicodedata.normalize("NFC", super().clean(value))
        if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in name):
            raise ValidationError(_("Use letters that can be seen and read."), code="unseen")
        return name


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # not a generic at run time
    """Rows to choose many of; a number larger than any row's is no choice, and no fault of ours."""

    def clean(self, value: Any) -> Any:
        """The chosen rows. Raises `ValidationError`."""
        try:
            return super().clean(value)
        except OverflowError as error:  # SQLite's numbers end at 2**63
            wrong = self.error_messages["invalid_choice"] % {"value": value}
            raise ValidationError(wrong, code="invalid_choice") from error
