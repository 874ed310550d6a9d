"""Doors of promises: kept, taken back, open again."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hanjari.conversations import queries
from hanjari.conversations.actions import promises
from hanjari.conversations.forms.acts import WithdrawPromise
from hanjari.conversations.views.acting import ask, done, tried
from hanjari.people.doors import is_submitted, needs, posted, present
from hanjari.people.permissions import Permission


@require_POST
@needs(Permission.REPLY)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """What was promised is done."""
    member, promise = present(request), queries.promise_for(present(request), pk)
    is_done = tried(request, lambda: promises.keep(promise, by=member))
    told = _("The promise is kept.") if is_done else ""
    return done(request, member, promise.conversation_id, told)


@require_http_methods(["GET", "POST"])
@needs(Permission.REPLY)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back, with a reason that colleagues can read later."""
    member, promise = present(request), queries.promise_for(present(request), pk)
    talk, form = promise.conversation_id, WithdrawPromise(posted(request))
    if not is_submitted(request, form):
        intro = _("The person still reads it in our answer. Tell them before you take it back.")
        return ask(request, talk, form, _("Take the promise back"), _("Take back"), intro=intro)
    reason = form.cleaned_data["reason"]
    is_done = tried(request, lambda: promises.withdraw(promise, reason, by=member))
    return done(request, member, talk, _("The promise is taken back.") if is_done else "")


@require_POST
@needs(Permission.REPLY)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """It was not kept after all."""
    member, promise = present(request), queries.promise_for(present(request), pk)
    is_done = tried(request, lambda: promises.reopen(promise, by=member))
    told = _("The promise is open again.") if is_done else ""
    return done(request, member, promise.conversation_id, told)
