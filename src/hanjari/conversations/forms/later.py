"""When an answer leaves: now, at an offered moment, or at a date and time of day of the company's."""

from datetime import datetime
from typing import Any

from django import forms

from hanjari.conversations.moments import MomentError, read_local, read_moment

OTHER = "other"
"""The choice that asks for a date and time."""


class LaterForm(forms.Form):
    """`send_when` is empty for now, a moment that was offered, or `OTHER`; then `send_time` says it."""

    send_when = forms.CharField(max_length=40, required=False)
    send_time = forms.CharField(max_length=40, required=False)

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = zone
        self.fault = ""

    def clean(self) -> dict[str, Any]:
        """`send_at` is the moment in UTC, None for now; `fault` is a `MomentError`'s code."""
        told = super().clean() or {}
        when, at = told.pop("send_when", ""), told.pop("send_time", "")
        told["send_at"] = None
        try:
            if when:
                told["send_at"] = read_local(at, self.zone) if when == OTHER else read_moment(when)
        except MomentError as error:
            self.fault = error.code
            self.add_error("send_time", error.code)
        return told

    def moment(self) -> datetime:
        """The moment that is asked for. Raises `MomentError` where there is none."""
        if not self.is_valid() or self.cleaned_data["send_at"] is None:
            raise MomentError(self.fault or "none")
        at: datetime = self.cleaned_data["send_at"]
        return at

    def moment_or_now(self) -> datetime | None:
        """The same while it is still being written: None where none can be read."""
        return self.cleaned_data["send_at"] if self.is_valid() else None

    def chosen(self) -> tuple[str, str]:
        """What was chosen, good or not, to show the form again."""
        return str(self.data.get("send_when", ""))[:40], str(self.data.get("send_time", ""))[:40]
