"""All parts of the look on one page, for whoever builds pages; only under HANJARI_DEBUG."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hanjari.kit.clock import now
from hanjari.kit.web import render


class Sample(forms.Form):
    """One field of each kind."""

    day = forms.DateField(label=_("Promised day"), help_text=_("A day after today."))
    words = forms.CharField(
        label=_("Words"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("mail", _("Mail")), ("feed", _("Feed"))]
    )
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    labels = forms.MultipleChoiceField(
        label=_("Labels"),
        choices=[("a", _("Billing")), ("b", _("Delivery"))],
        widget=forms.CheckboxSelectMultiple,
    )


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Components and their states."""
    if not settings.DEBUG:
        raise Http404
    at = now()
    context = {
        "form": Sample({"day": "yesterday", "channel": "mail"}),
        "calm": (at + timedelta(hours=2, minutes=50), at - timedelta(hours=1)),
        "soon": (at + timedelta(minutes=9), at - timedelta(minutes=51)),
        "late": (at - timedelta(minutes=12), at - timedelta(hours=1)),
        "done": (at, at - timedelta(hours=1), at - timedelta(minutes=26)),
    }
    return render(request, "desk/parts.html", context)
