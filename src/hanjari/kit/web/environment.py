"""The Jinja2 environment of all our pages: autoescape on, gettext, urls, static files, times, prose."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, translation
from django.utils.html import json_script
from jinja2 import Environment

from hanjari.kit import disk
from hanjari.kit.web import navigation, pieces, prose, rings, sparks, times


def environment(**options: Any) -> Environment:
    """Made once by Django's Jinja2 engine."""
    options["extensions"] = ["jinja2.ext.i18n"]
    env = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 (Django's backend passes autoescape=True)
    env.install_gettext_callables(  # type: ignore[attr-defined] # added by the i18n extension
        translation.gettext, translation.ngettext, newstyle=True
    )
    env.globals.update(
        static=pieces.static,
        drawn=pieces.icon,
        kept=pieces.keeper(env),
        url=_url,
        language=translation.get_language,
        tongues=tongues,
        has_mail=has_mail,
        room_left=disk.state,
        doors=navigation.doors,
        is_current=navigation.is_current,
        rail_of=navigation.rail_of,
        clock=rings.clock,
        ring=rings.ring,
        spark=sparks.spark,
        clock_words=rings.clock_words,
        asking=asking,
    )
    env.filters.update(_filters())
    return env


def _filters() -> dict[str, Any]:
    return {
        "moment": times.moment,
        "moment_of": times.moment_of,
        "hour": times.hour,
        "day": times.day,
        "calendar_day": times.calendar_day,
        "stamp": times.stamp,
        "span": times.span,
        "ago": times.ago,
        "until": times.until,
        "beside_clock": rings.beside,
        "number": number,
        "linked": prose.linked,
        "paragraphs": prose.paragraphs,
        "cleaned": prose.cleaned,
        "json_script": json_script,
    }


def tongues() -> list[tuple[str, str]]:
    """Every language of the house by its own name."""
    return [
        (code, translation.get_language_info(code)["name_local"])
        for code, _name in settings.LANGUAGES
    ]


def has_mail() -> bool:
    """Whether the operator has given a mail server for the desk's own letters."""
    return bool(settings.EMAIL_HOST)


def number(count: float) -> str:
    """3214 as 3,214."""
    return formats.number_format(count, use_l10n=True, force_grouping=True)


def asking(request: Any, **changes: Any) -> str:
    """The page's own query string with some values changed; an empty value drops its key."""
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = value
    return f"?{query.urlencode()}"


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
