"""Doors of Explore: the search, its files, its folds, and what a member does with a find."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hanjari.kit.clock import now
from hanjari.kit.web import render
from hanjari.listening import actions as listening
from hanjari.listening import queries, upstairs
from hanjari.listening.files import offered
from hanjari.listening.forms.exploring import ExploreForm
from hanjari.listening.pages.explored import explore_context, fold_context, frame_context
from hanjari.people.doors import attempt, needs, present
from hanjari.people.permissions import Permission


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """Everything that was kept and fits, newest first; the address is the whole search."""
    form, member = ExploreForm(request.GET), present(request)
    if not form.is_valid():
        return render(request, "listening/explore.html", {"form": form, "asked": None}, status=422)
    asked = form.asked
    before, divides = form.cleaned_data["before"], form.cleaned_data["divides"]
    context = explore_context(member, asked, before=before, divides=divides)
    context |= {"form": form, **frame_context(member, asked)}
    block = "divided" if divides else "rows"
    return render(request, "listening/explore.html", context, block=block)


@require_POST
@needs(Permission.EXPORT)
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All finds as a file."""
    wanted = next((one for one in offered() if one.slug == kind and not one.missing), None)
    if wanted is None:
        raise Http404
    form = ExploreForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    file = listening.export_search(form.asked, wanted, by=present(request))
    response = StreamingHttpResponse(file, content_type=wanted.media_type)
    name = f"hanjari-search-{now():%Y%m%d-%H%M}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def fold(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was folded into one."""
    context = fold_context(present(request), queries.fold_for(present(request), pk))
    return render(request, "listening/fold.html", context)


@require_POST
@needs(Permission.MARK_SPAM)
def unfold(request: HttpRequest, pk: int) -> HttpResponse:
    """It is shown and counted again, all of it."""
    member = present(request)
    one = queries.fold_for(member, pk)
    attempt(request, lambda: listening.unfold(one, by=member), _("All of them count again."))
    return redirect("listening:fold", pk)


@require_POST
@needs(Permission.MARK_SPAM)
def noise(request: HttpRequest, pk: int) -> HttpResponse:
    """It is noise, or it is none."""
    member = present(request)
    message = queries.message_for(member, pk)
    if request.POST.get("is_noise") == "yes":
        attempt(request, lambda: listening.call_noise(message, by=member), _("Folded as noise."))
    else:
        attempt(request, lambda: listening.call_signal(message, by=member), _("It counts again."))
    return redirect(_back(request))


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """What was overheard comes to the inbox, and opens there."""
    member = present(request)
    message = queries.message_for(member, pk)
    if not upstairs.may_take_up(member):
        raise Http404
    return redirect(upstairs.take_up(message, by=member))


def _back(request: HttpRequest) -> str:
    """The search that the form stood in; never an address that somebody wrote."""
    form = ExploreForm(QueryDict(request.POST.get("to", "").removeprefix("?")))
    link = form.asked.link() if form.is_valid() else ""
    return reverse("listening:explore") + link
