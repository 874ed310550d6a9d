"""Doors of the acts on one conversation."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.conversations import queries
from hanjari.conversations.actions import assignment, handing, labelling, snoozing, status
from hanjari.conversations.forms import acts as forms
from hanjari.conversations.pages.promised import open_words
from hanjari.conversations.views.acting import ask, done, tried
from hanjari.people.doors import is_submitted, needs, present
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "POST"])
@needs(Permission.ASSIGN)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it to a member, a department, or nobody."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = forms.Assign(request.POST or None, talk=talk)
    if not is_submitted(request, form):
        return ask(request, pk, form, _("Who answers?"), _("Hand over"))
    to = form.cleaned_data
    is_done = tried(request, lambda: handing.hand_over(talk, **to, by=member))
    return done(request, member, pk, _("Handed over.") if is_done else "")


@require_POST
@needs(Permission.ASSIGN)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it oneself."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    assignment.assign(talk, member, by=member)
    return done(request, member, pk, _("It is yours now."))


@require_http_methods(["GET", "POST"])
@needs(Permission.CHANGE_STATUS)
def change_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Move it to another state, with a reason where one is asked."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = forms.ChangeStatus(request.POST or None, talk=talk)
    if not is_submitted(request, form):
        now_at = _("Now: %(status)s") % {"status": talk.get_status_display()}
        intro = f"{now_at} {open_words(talk)}".strip()
        return ask(request, pk, form, _("Where does it go?"), _("Change"), intro=intro)
    how = form.cleaned_data
    is_done = tried(
        request, lambda: status.change_status(talk, how["status"], by=member, reason=how["reason"])
    )
    return done(request, member, pk, _("The status is changed.") if is_done else "")


@require_http_methods(["GET", "POST"])
@needs(Permission.CHANGE_STATUS)
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it aside for a while; the person's clock goes on."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = forms.Snooze(request.POST or None)
    if not is_submitted(request, form):
        intro = _("It leaves the lists until then, or until the person writes. No clock stops.")
        return ask(request, pk, form, _("Snooze until when?"), _("Snooze"), intro=intro)
    until, reason = form.cleaned_data["moment"], form.cleaned_data["reason"]
    is_done = tried(request, lambda: snoozing.snooze(talk, until, by=member, reason=reason))
    return done(request, member, pk, _("Put aside.") if is_done else "")


@require_POST
@needs(Permission.CHANGE_STATUS)
def wake(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring it back now."""
    member = present(request)
    snoozing.wake(queries.conversation_for(member, pk), by=member)
    return done(request, member, pk, _("It is back."))


@require_http_methods(["GET", "POST"])
@needs(Permission.LABEL)
def labels(request: HttpRequest, pk: int) -> HttpResponse:
    """Put labels on and take them off."""
    member, talk = present(request), queries.conversation_for(present(request), pk)
    form = forms.Labels(request.POST if request.method == "POST" else None, talk=talk)
    if not is_submitted(request, form):
        return ask(request, pk, form, _("Labels"), _("Keep"))
    labelling.relabel(talk, list(form.cleaned_data["labels"]), form.cleaned_data["new"], by=member)
    return done(request, member, pk, _("Labels are kept."))
