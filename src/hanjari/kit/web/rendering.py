"""Rendering a page, or for htmx the named block of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.utils.functional import SimpleLazyObject
from jinja2 import Environment
from jinja2_fragments import render_block
from markupsafe import Markup

_INPUT = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="%s">')


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    block: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page; when htmx asks and a `block` is named, that block, and what is to be told."""
    env: Environment = engines["jinja2"].env  # type: ignore[attr-defined] # the backend's environment
    token = SimpleLazyObject(lambda: get_token(request))  # masked once a page, not once a form
    everything = {
        "request": request,
        "csrf_input": SimpleLazyObject(lambda: _INPUT % token),
        "csrf_token": token,
        "messages": messages.get_messages(request),
        **context,
    }
    if not (block and is_fragment(request)):
        return HttpResponse(env.get_template(template).render(everything), status=status)
    words = render_block(env, template, block, everything)
    if len(everything["messages"]):
        words += render_block(env, "kit/toasts.html", "told", everything)
    return HttpResponse(words, status=status)


def drawn(template: str, context: dict[str, Any]) -> str:
    """A template without a request of its own: a piece that pages share."""
    env: Environment = engines["jinja2"].env  # type: ignore[attr-defined] # the backend's environment
    return env.get_template(template).render(context)


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of a page, and not for a whole page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
