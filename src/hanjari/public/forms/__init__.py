"""What may come in at the doors of the public room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.people.forms import DeviceForm
from hanjari.people.models import Member
from hanjari.public.queries.desk import commitments_of


def _words(label: Any, most: int, *, required: bool = False, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=area)


class OpenPageForm(forms.Form):
    """The page's own words."""

    intro = _words(_("A few words at the beginning (Korean)"), 600)
    intro_en = _words(_("The same in English"), 600)
    shows_figures = forms.BooleanField(label=_("Show how fast we answer"), required=False)


class StoryForm(forms.Form):
    """You said, we did, we did not and why: one of the latter two at least."""

    commitment_id = forms.TypedChoiceField(
        label=_("Promise that came of it"), required=False, coerce=int, empty_value=None
    )
    said = _words(
        _("What people said, without a name or anything that points at a person"),
        500,
        required=True,
    )
    did = _words(_("What we did"), 1000)
    did_not = _words(_("What we did not do, and why"), 1000)
    said_en = _words(_("What people said (English)"), 500, rows=2)
    did_en = _words(_("What we did (English)"), 1000, rows=2)
    did_not_en = _words(_("What we did not do, and why (English)"), 1000, rows=2)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = commitments_of(member)[:200]
        choices: list[tuple[Any, Any]] = [("", _("none"))]
        self.fields["commitment_id"].choices = [  # type: ignore[attr-defined] # of a choice field
            *choices,
            *((one.pk, f"#{one.number} {one.text[:80]}") for one in rows),
        ]

    def clean(self) -> dict[str, Any]:
        """Something came of it, or the reason why nothing did."""
        told = super().clean() or {}
        if not (told.get("did") or told.get("did_not")):
            raise forms.ValidationError(
                _("Say what we did, or what we did not do and why. Nothing was saved.")
            )
        return told


class BrowserForm(DeviceForm):
    """What a reader's browser says of itself when it may show notices."""


class EndForm(forms.Form):
    """Which browser is told no more."""

    endpoint = forms.CharField(max_length=1000)


class FollowForm(forms.Form):
    """Where news shall go."""

    address = forms.EmailField(label=_("Your mail address"), max_length=254)
