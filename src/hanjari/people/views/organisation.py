"""What holds for the whole desk."""

from allauth.account.decorators import reauthentication_required
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hanjari.kit.web import render
from hanjari.people import actions as people
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.forms import OrganisationForm
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_MEMBERS)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth ships no types
def organisation(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, holidays, second factor."""
    by = present(request)
    shown = model_to_dict(by.organisation, list(OrganisationForm.base_fields))
    form = OrganisationForm(posted(request), initial=shown)
    if is_submitted(request, form):
        answers = form.cleaned_data
        attempt(request, lambda: people.change_organisation(by=by, **answers), _("Saved."))
        return redirect("people:organisation")
    status = 422 if form.errors else 200
    return render(request, "people/organisation.html", {"form": form}, status=status)
