"""An archive's file, and what its columns mean."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hanjari.channels.kinds.archive.plan import NEEDED, TARGETS, Plan
from hanjari.channels.queries import archives_for
from hanjari.people.models import Member

MOST_BYTES = 500_000_000
ZONES = ("Asia/Seoul", "UTC", "Asia/Tokyo", "Asia/Shanghai", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles")  # fmt: skip
_LABELS = {
    "text": _("What was said"),
    "time": _("Time"),
    "id": _("Number of the message"),
    "author": _("Who wrote it"),
    "name": _("Name shown"),
    "parent": _("Number of the message it answers"),
    "thread": _("Number of the thread"),
    "subject": _("Subject"),
    "direction": _("From us or to us"),
    "url": _("Link"),
}


class UploadForm(forms.Form):
    """A file, and the archive it belongs to."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, JSONL, mbox or a WordPress export (WXR), at most 500 MB. Larger ones: hanjari import FILE"
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.jsonl,.ndjson,.json,.mbox,.xml"}),
    )
    archive = forms.CharField(
        label=_("Archive"),
        max_length=120,
        help_text=_("Where it came from, such as “Old board”. The same name again adds to it."),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = [account.name for account in archives_for(member)]
        self.fields["archive"].widget.attrs["list"] = "known-archives"

    def clean_file(self) -> "UploadedFile[Any]":
        """Neither empty nor larger than an upload may be."""
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 500 MB. Use hanjari import."))
        return file


class PlanForm(forms.Form):
    """Which column says what; for mail and WordPress only what the file can't say itself."""

    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Of times that do not say one themselves.")
    )
    own = forms.CharField(
        label=_("Authors who are us"),
        required=False,
        max_length=2_000,
        help_text=_("As they stand in the file, separated by commas."),
    )
    is_public = forms.BooleanField(label=_("It could be read in public"), required=False)
    is_day_first = forms.BooleanField(label=_("3/4/2025 is the third of April"), required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(plan)
        super().__init__(*args, **kwargs)
        self.plan = plan
        zones = dict.fromkeys((plan.zone, *ZONES))
        cast("forms.ChoiceField", self.fields["zone"]).choices = [(zone, zone) for zone in zones]
        if not plan.is_table:
            del self.fields["zone"], self.fields["is_day_first"]
        for target in TARGETS if plan.is_table else ():
            self.fields[f"column_{target}"] = forms.ChoiceField(
                label=_LABELS[target],
                required=target in NEEDED,
                choices=[("", "—"), *((header, header) for header in plan.headers)],
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        """The columns' fields, the needed ones first."""
        return [self[name] for name in self.fields if name.startswith("column_")]

    @property
    def others(self) -> list[forms.BoundField]:
        """The rest."""
        return [self[name] for name in self.fields if not name.startswith("column_")]

    def planned(self) -> Plan:
        """The plan as it was filled in."""
        told = self.cleaned_data
        columns = {
            name.removeprefix("column_"): header
            for name, header in told.items()
            if name.startswith("column_") and header
        }
        return self.plan.but(
            columns=columns,
            zone=told.get("zone") or self.plan.zone,
            is_day_first=told.get("is_day_first", False),
            is_public=told["is_public"],
            own=tuple(one.strip() for one in told["own"].split(",") if one.strip()),
        )


def _initial(plan: Plan) -> dict[str, Any]:
    return {
        "zone": plan.zone,
        "own": ", ".join(plan.own),
        "is_public": plan.is_public,
        "is_day_first": plan.is_day_first,
        **{f"column_{target}": header for target, header in plan.columns.items()},
    }
