"""Pieces of pages that are the same for many requests: rendered once a language, then kept for a while."""

from collections.abc import Callable, Hashable
from functools import cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static as _static
from django.utils.translation import get_language
from jinja2 import Environment
from markupsafe import Markup

from hanjari.kit.brief import Brief

SECONDS = 300
"""What a piece shows may be so old; whatever must be fresh belongs into its key, or not into a piece."""

_ICON = Markup('<svg class="icon%s" aria-hidden="true"><use href="%s#i-%s"/></svg>')
_kept: Brief[Markup] = Brief(SECONDS)


def keeper(env: Environment) -> Callable[..., Markup]:
    """`kept(template, key, **context)` for templates: the context must follow from the key."""

    def kept(template: str, key: Hashable = "", **context: Any) -> Markup:
        def make() -> Markup:
            return Markup(env.get_template(template).render(context))  # noqa: S704 (rendered with autoescape)

        if settings.DEBUG:
            return make()
        return _kept.get((template, get_language(), key), make)

    return kept


@cache
def static(path: str) -> str:
    """Where a static file is served; it does not move while the process lives."""
    return _static(path)


@cache
def icon(name: str, small: bool = False) -> Markup:  # noqa: FBT001, FBT002 (templates say it by name)
    """One of our own icons, beside a word; alone it needs a label on what holds it."""
    return _ICON % (" icon--small" if small else "", static("kit/icons.svg"), name)
