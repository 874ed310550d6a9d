"""What the values of facets are called, in the reader's language."""

from collections.abc import Callable

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info, gettext_noop
from django.utils.translation import gettext as _

from hanjari.channels.registry import kinds

INTENTS = {
    "incident": gettext_noop("Safety"),
    "press": gettext_noop("Press"),
    "complaint": gettext_noop("Complaint"),
    "request": gettext_noop("Request"),
    "question": gettext_noop("Question"),
    "rumour": gettext_noop("Rumour"),
    "idea": gettext_noop("Idea"),
    "partner": gettext_noop("Partner"),
    "praise": gettext_noop("Praise"),
    "abuse": gettext_noop("Abuse"),
    "spam": gettext_noop("Spam"),
    "chat": gettext_noop("Chat"),
}
MOODS = {
    "negative": gettext_noop("Negative"),
    "neutral": gettext_noop("Neutral"),
    "positive": gettext_noop("Positive"),
}
TONES = {
    "negative": "care",
    "positive": "good",
    "incident": "alarm",
    "abuse": "alarm",
    "press": "note",
}


def intent(name: str) -> str:
    """An intent."""
    return _(INTENTS[name]) if name in INTENTS else name


def mood(name: str) -> str:
    """A mood."""
    return _(MOODS[name]) if name in MOODS else name


def language(code: str) -> str:
    """A language; one that nobody here knows shows its code."""
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code


def channel(slug: str) -> str:
    """A kind of channel; one whose folder is gone shows its slug."""
    kind = kinds().get(slug)
    return str(kind.name) if kind else slug


def seal(slug: str) -> tuple[str, str]:
    """The letter and the name of a kind of channel."""
    kind = kinds().get(slug)
    return (kind.seal, str(kind.name)) if kind else ("?", slug)


NAMES: dict[str, Callable[[str], str]] = {
    "channel": channel,
    "language": language,
    "sentiment": mood,
    "intent": intent,
}
"""By facet; the others show their values as they are."""
