"""Doors of the reports: read and print one, or take it as one file."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from hanjari.issues import actions as issues
from hanjari.issues.models import Issue
from hanjari.issues.pages.report import KINDS, LANGUAGES, report_file, report_of
from hanjari.issues.queries.access import issue_for
from hanjari.kit.web import render
from hanjari.people.doors import needs, present
from hanjari.people.permissions import Permission

STYLE = "issues/report.css"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.RUN_ISSUE)
def report(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """On the screen; posted, the same as a file that the journal remembers."""
    member, one = present(request), issue_for(present(request), pk)
    if kind not in KINDS:
        raise Http404
    asked = request.POST.get("language") or request.GET.get("language") or member.language
    language = asked if asked in LANGUAGES else "ko"
    if request.method != "POST":
        with translation.override(language):
            page = report_of(kind, one, member, language)
            return render(request, f"issues/report_{kind}.html", page)
    return _file(one, kind, report_file(kind, one, member, language, _style()), request)


def _file(one: Issue, kind: str, text: str, request: HttpRequest) -> HttpResponse:
    body = text.encode()
    issues.note_report(one, kind, body, by=present(request))
    response = HttpResponse(body, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="issue-{one.number}-{kind}.html"'
    return response


def _style() -> str:
    found = finders.find(STYLE)
    return Path(str(found)).read_text(encoding="utf-8") if found else ""
