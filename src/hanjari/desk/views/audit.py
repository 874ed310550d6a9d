"""The audit trail: read, filtered, taken out."""

from collections.abc import Callable, Iterable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from hanjari.desk import actions as desk
from hanjari.desk.exports import as_csv, as_jsonl, spoken
from hanjari.desk.forms import AuditForm
from hanjari.desk.sentences import NOUNS, tell
from hanjari.journal.models import Entry
from hanjari.journal.queries import entries_for
from hanjari.kit.clock import now
from hanjari.kit.web import render
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission

PAGE = 50
FORMATS: dict[str, tuple[str, Callable[[Iterable[Entry]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "jsonl": ("application/jsonl; charset=utf-8", as_jsonl),
}


@require_safe
@needs(Permission.READ_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """What was done here, newest first, fifty at a time."""
    form = AuditForm(request.GET, by=present(request))
    is_good = form.is_valid()
    before = form.cleaned_data.get("before")
    rows = list(entries_for(present(request), form.filters, before=before)[: PAGE + 1])
    context = {
        "form": form,
        "entries": [(entry, tell(entry)) for entry in rows[:PAGE]],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "is_narrowed": form.has_changed(),
        "nouns": NOUNS,
    }
    return render(request, "desk/audit.html", context, status=200 if is_good else 422)


@require_POST
@needs(Permission.READ_AUDIT)
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All that matches, as a file; the export is entered in the journal first."""
    media_type, lines = FORMATS[kind]
    form = AuditForm(request.POST, by=present(request))
    if not form.is_valid():
        raise BadRequest
    entries = desk.export_audit(kind, form.filters, by=present(request))
    file = spoken(lines(entries.iterator(2000)), get_language() or "ko")
    response = StreamingHttpResponse(file, content_type=media_type)
    name = f"hanjari-audit-{now():%Y%m%d-%H%M}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
