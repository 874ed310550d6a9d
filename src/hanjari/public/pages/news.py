"""What a follower is told: one line, and the address below which the rest stands."""

from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.people.models import Organisation
from hanjari.public.models import Notice
from hanjari.public.pages.frame import root_of
from hanjari.public.pages.told import listed, promise_of
from hanjari.public.queries import shown

SHOWN = 400
"""Letters of a notification's words."""


class News(NamedTuple):
    """A title of what is new, and its path below the page's root."""

    words: str
    path: str


def news_of(organisation: Organisation, noun: str, noun_id: int, language: str) -> News | None:
    """In the reader's language; None for what is not shown, or shown to them in another one."""
    if noun == "statement":
        found = shown.statements(organisation).filter(pk=noun_id).first()
        told = next(iter(listed([found] if found else [], language)), None)
        return News(told.title, f"statements/{told.pk}/") if told else None
    row = shown.promises(organisation).filter(pk=noun_id).first()
    if row is None:
        return None
    promised = promise_of(row, language)
    is_late = promised.late_since and row.is_open
    state = _("The date has passed") if is_late else promised.state_words
    return News(f"{promised.text} · {state}", f"promises/{promised.number}/")


def notification(
    organisation: Organisation, language: str, notice: Notice | None
) -> dict[str, str] | None:
    """What the service worker shows; one tag a notice, so that a second copy replaces the first."""
    root = root_of(organisation, language)
    with translation.override(language):
        told = {
            "language": language,
            "title": _("News from %(name)s") % {"name": organisation.name},
        }
        if notice is None:
            words = _("From now on this browser tells you when there is news.")
            return told | {"body": words, "tag": "greeting", "url": root}
        news = news_of(organisation, notice.noun, notice.noun_id, language)
    if news is None:
        return None
    tag = f"notice-{notice.pk}"
    return told | {"body": news.words[:SHOWN], "tag": tag, "url": f"{root}{news.path}"}
