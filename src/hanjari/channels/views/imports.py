"""Archives: upload a file, say what its columns mean, see it come in."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hanjari.channels import actions as channels
from hanjari.channels import queries
from hanjari.channels.contract import UnreadableError
from hanjari.channels.imports import files, showing
from hanjari.channels.imports.forms import PlanForm, UploadForm
from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.models import Import
from hanjari.kit.web import render
from hanjari.people.doors import needs, posted, present
from hanjari.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT)
def imports(request: HttpRequest) -> HttpResponse:
    """What was read in, and the door for the next file."""
    by = present(request)
    form = UploadForm(posted(request), request.FILES or None, member=by)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            name = form.cleaned_data["archive"].strip()
            archive = channels.upload_import(file.chunks(), file.name, name, by=by)
            return redirect("channels:import", archive.pk)
        except UnreadableError as error:
            form.add_error("file", str(error))
    context = {"form": form, "imports": queries.imports_for(by)[:100]}
    return render(request, "channels/imports.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT)
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with its preview, or a running or ended import with its bar."""
    found = queries.import_for(present(request), pk)
    if found.state != Import.State.DRAFT:
        context = {"archive": found, "progress": showing.progress(found)}
        return render(request, "channels/import.html", context, block="progress")
    form = PlanForm(posted(request), plan=Plan.of(found.mapping))
    if form.is_valid():
        channels.plan_import(found, form.planned())
        if "start" in request.POST and channels.start_import(found, by=present(request)):
            return redirect("channels:import", pk)
    survey = showing.preview(found, Plan.of(found.mapping), whole="whole" in request.POST)
    context = {"archive": found, "form": form, "survey": survey}
    status = 422 if form.errors else 200
    return render(request, "channels/import_draft.html", context, block="preview", status=status)


@require_POST
@needs(Permission.IMPORT)
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on behind the last row that was read in."""
    by = present(request)
    channels.start_import(queries.import_for(by, pk), by=by)
    return redirect("channels:import", pk)


@require_POST
@needs(Permission.IMPORT)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop after the running batch."""
    by = present(request)
    channels.stop_import(queries.import_for(by, pk), by=by)
    return redirect("channels:import", pk)


@require_POST
@needs(Permission.IMPORT)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an import and its files away; messages stay."""
    by = present(request)
    if not channels.discard_import(queries.import_for(by, pk), by=by):
        messages.error(request, _("It is still running. Stop it first."))
        return redirect("channels:import", pk)
    messages.success(request, _("The file is deleted. Messages that were read in stay."))
    return redirect("channels:imports")


@require_safe
@needs(Permission.IMPORT)
def bad_rows(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows that were set aside, each with its reason, to mend and bring again."""
    path = files.bad_path(queries.import_for(present(request), pk))
    if not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=path.name,
        content_type="application/x-ndjson; charset=utf-8",
    )
