"""My settings and my sessions."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.kit.web import render
from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.browsers import browser
from hanjari.people.doors import attempt, is_submitted, posted, present
from hanjari.people.forms import PreferencesForm


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, theme, shortcuts; the ways to password, second factor, sessions."""
    by = present(request)
    shown = model_to_dict(by, list(PreferencesForm.base_fields))
    form = PreferencesForm(posted(request), initial=shown)
    if is_submitted(request, form):
        people.change_preferences(by=by, **form.cleaned_data)
        translation.activate(by.spoken_language)
        messages.success(request, _("Saved."))
        return redirect("people:mine")
    status = 422 if form.errors else 200
    return render(request, "people/mine.html", {"form": form}, status=status)


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am logged in."""
    living = [(one, browser(one.user_agent)) for one in queries.sessions_of(present(request))]
    context = {"sessions": living, "current": request.session.session_key}
    return render(request, "people/sessions.html", context)


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Log one browser out; ending this one's leads to the log-in page."""
    by, session = present(request), queries.session_of(present(request), pk)
    attempt(request, lambda: people.end_session(session, by=by), _("That browser is logged out."))
    return redirect("people:sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Log every other browser out."""
    by = present(request)
    for session in queries.sessions_of(by):
        if session.session_key != request.session.session_key:
            people.end_session(session, by=by)
    messages.success(request, _("All other browsers are logged out."))
    return redirect("people:sessions")
