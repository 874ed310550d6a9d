"""Doors of the standing queries: the list, the editor, its preview."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.kit.web import render
from hanjari.listening.actions import standing as acts
from hanjari.listening.expressions.flaws import LONGEST
from hanjari.listening.forms.standing import QueryForm, initial
from hanjari.listening.models import StandingQuery
from hanjari.listening.pages.composing import composed, formed
from hanjari.listening.pages.standing import editor
from hanjari.listening.queries.standing import (
    found_lately,
    standing_queries_for,
    standing_query_for,
)
from hanjari.people.doors import is_submitted, needs, posted, present
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

MAY = Permission.MANAGE_QUERIES


@require_safe
@needs(Permission.READ_ALL)
def queries(request: HttpRequest) -> HttpResponse:
    """What the company listens for."""
    rows = list(standing_queries_for(present(request)).select_related("created_by"))
    context = {"queries": rows, "found": found_lately(rows), "may": present(request).can(MAY)}
    return render(request, "listening/standing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY)
def query(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a query, or change one; `?q=` begins with what somebody searched for."""
    by, row = present(request), standing_query_for(present(request), pk) if pk else None
    begun = initial(row) or {"expression": request.GET.get("q", "")[:LONGEST]}
    form = QueryForm(posted(request), by=by, query=row, initial=begun)
    if is_submitted(request, form):
        saved = _saved(row, form, by)
        messages.success(request, _("Saved. It is live within a second."))
        return redirect("listening:query", saved.pk)
    if form.text:
        form.read()
    context = editor(by, form) | {"query": row, "blocks": formed(form.text)}
    return render(request, "listening/query.html", context, status=422 if form.errors else 200)


@require_POST
@needs(MAY)
def preview(request: HttpRequest) -> HttpResponse:
    """What the text, or the form, would find; whichever was not typed in follows the other."""
    by, pk = present(request), request.POST.get("query", "")
    row = standing_query_for(by, int(pk)) if pk.isdecimal() else None
    now = composed(request.POST)
    form = QueryForm(now.data, by=by, query=row)
    if form.text:
        form.read()
    context = editor(by, form) | {"query": row, "blocks": now.blocks, "now": now}
    return render(request, "listening/query.html", context, block="preview")


@require_POST
@needs(MAY)
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """On or off."""
    by = present(request)
    acts.switch_query(standing_query_for(by, pk), is_on="on" in request.POST, by=by)
    return redirect("listening:standing")


@require_POST
@needs(MAY)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """For good; the messages stay."""
    by = present(request)
    acts.delete_query(standing_query_for(by, pk), by=by)
    messages.success(request, _("Deleted. The messages it found stay."))
    return redirect("listening:standing")


def _saved(row: StandingQuery | None, form: QueryForm, by: Member) -> StandingQuery:
    if row is None:
        return acts.create_query(by=by, **form.cleaned_data)
    return acts.change_query(row, by=by, **form.cleaned_data)
