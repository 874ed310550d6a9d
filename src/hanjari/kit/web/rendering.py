"""Rendering a page, or for htmx the named block of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from jinja2_fragments import render_block


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    block: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page; when htmx asks and a `block` is named, that block alone."""
    env = engines["jinja2"].env  # type: ignore[attr-defined] # the Jinja2 backend's environment
    everything = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
        "messages": messages.get_messages(request),
        **context,
    }
    is_fragment = block and getattr(request, "htmx", False) and not request.htmx.boosted  # type: ignore[attr-defined] # set by django-htmx
    if is_fragment:
        return HttpResponse(render_block(env, template, block, everything), status=status)
    return HttpResponse(env.get_template(template).render(everything), status=status)
