"""The Jinja2 environment of all our pages: autoescape on, gettext, urls, static files."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Made once by Django's Jinja2 engine."""
    env = Environment(
        **options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
    )
    env.install_gettext_callables(  # type: ignore[attr-defined] # added by the i18n extension
        translation.gettext, translation.ngettext, newstyle=True
    )
    env.globals.update(static=static, url=_url)
    return env


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
