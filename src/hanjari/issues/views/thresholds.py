"""The door of the settings where it is said how many people it takes until a rule raises an issue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hanjari.issues import actions as issues
from hanjari.issues.forms.thresholds import ThresholdsForm
from hanjari.issues.pages.thresholds import begun, thresholds_page
from hanjari.kit.web import render
from hanjari.people.doors import attempt, is_submitted, needs, posted, present
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_RULES)
def thresholds(request: HttpRequest) -> HttpResponse:
    """The numbers; tried on the last weeks, or kept. While a try runs, the page asks for its block."""
    member, is_try = present(request), "try" in (request.POST.get("word"), request.GET.get("word"))
    form = ThresholdsForm(posted(request), initial=begun(member, is_try=is_try))
    if is_submitted(request, form) and _taken(request, form, is_try=is_try):
        return redirect(reverse("issues:thresholds") + ("?word=try#trial" if is_try else ""))
    context, status = thresholds_page(member, form), 422 if form.errors else 200
    return render(request, "issues/thresholds.html", context, block="trial", status=status)


def _taken(request: HttpRequest, form: ThresholdsForm, *, is_try: bool) -> bool:
    """Refused, the page stays with what was written."""
    member, numbers = present(request), form.numbers()
    if is_try:
        return bool(issues.ask_trial(**numbers, by=member))
    told = {**numbers, "reason": form.cleaned_data["reason"], "by": member}
    return attempt(request, lambda: issues.set_thresholds(**told), _("Saved."))
