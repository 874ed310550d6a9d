"""What the doors of acts share: asking with a form."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hanjari.commitments.models import Commitment
from hanjari.kit.web import render


def ask(
    request: HttpRequest,
    promise: Commitment | None,
    form: BaseForm,
    heading: str,
    verb: str,
    **more: Any,
) -> HttpResponse:
    """The act's form as a page; 422 when it came back wrong."""
    name, args = (
        ("commitments:commitment", [promise.pk]) if promise else ("commitments:promises", [])
    )
    context = {
        "form": form, "heading": heading, "verb": verb, "promise": promise,
        "back": reverse(name, args=args), **more,
    }  # fmt: skip
    return render(request, "commitments/act.html", context, status=422 if form.is_bound else 200)
