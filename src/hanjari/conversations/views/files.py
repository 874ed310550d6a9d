"""Doors to the files that came with a message."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from hanjari.conversations import queries
from hanjari.listening.queries import file_of
from hanjari.people.doors import present

_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
"""What a browser only ever draws. Everything else (SVG and HTML run scripts) is handed out as bytes."""


@require_safe
def file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A picture is shown, any other file is saved."""
    found = file_of(queries.message_for(present(request), pk), number)
    is_picture = found.kind in _PICTURES
    kind = found.kind if is_picture else "application/octet-stream"
    response = HttpResponse(found.body, content_type=kind)
    name = found.name or f"{pk}-{number}"
    disposition = content_disposition_header(as_attachment=not is_picture, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
