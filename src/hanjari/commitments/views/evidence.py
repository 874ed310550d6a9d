"""Doors of evidence: hand in, open a file, verify, refuse."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.commitments import actions as commitments
from hanjari.commitments import keeping, queries
from hanjari.commitments.actions.proving import note_changed
from hanjari.commitments.forms.promising import EvidenceForm, ReasonForm
from hanjari.commitments.views.asking import ask
from hanjari.kit.web import render
from hanjari.people.doors import attempt, is_submitted, posted, present


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in what shows that it was kept; the owner may, whatever their role."""
    by, found = present(request), queries.commitment_to_work_on(present(request), pk)
    form = EvidenceForm(posted(request), request.FILES or None)
    if is_submitted(request, form):
        values = form.cleaned_data
        told = _("Handed in. Somebody else looks at it now.")
        if attempt(request, lambda: commitments.submit_evidence(found, by=by, **values), told):
            return redirect("commitments:commitment", pk)
    intro = _("Somebody other than you and the owner will look at it.")
    return ask(
        request, found, form, _("Hand in evidence"), _("Hand in"), intro=intro, has_file=True
    )


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, if it is still the one that was handed in; else a page that says so."""
    member = present(request)
    found = queries.evidence_for(member, pk)
    body = keeping.body_of(found) if found.kind == found.Kind.FILE else None
    if body is None or not keeping.is_whole(found, body):
        note_changed(found, by=member)
        context = {"evidence": found, "promise": found.commitment, "is_gone": body is None}
        return render(request, "commitments/changed.html", context, status=409)
    response = HttpResponse(body, content_type="application/octet-stream")
    name = found.name or f"evidence-{found.pk}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """It shows what was promised."""
    by, found = present(request), queries.evidence_for(present(request), pk)
    attempt(request, lambda: commitments.verify(found, by=by), _("Verified."))
    return redirect("commitments:commitment", found.commitment_id)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not, and why."""
    by, found = present(request), queries.evidence_for(present(request), pk)
    form = ReasonForm(posted(request))
    if is_submitted(request, form):
        why = form.cleaned_data["reason"]
        attempt(request, lambda: commitments.refuse_evidence(found, why, by=by), _("Refused."))
        return redirect("commitments:commitment", found.commitment_id)
    return ask(request, found.commitment, form, _("Refuse the evidence"), _("Refuse"))
