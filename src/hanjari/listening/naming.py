"""Naming: how pages of this room call moods, intents and languages."""

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

MOODS: dict[str, Promise] = {
    "negative": gettext_lazy("Negative"),
    "neutral": gettext_lazy("Neutral"),
    "positive": gettext_lazy("Positive"),
    "": gettext_lazy("Mood not sure"),
}
INTENTS: dict[str, Promise] = {
    "incident": gettext_lazy("Safety"),
    "press": gettext_lazy("Press"),
    "spam": gettext_lazy("Spam"),
    "rumour": gettext_lazy("Rumour"),
    "complaint": gettext_lazy("Complaint"),
    "partner": gettext_lazy("Partner"),
    "idea": gettext_lazy("Idea"),
    "request": gettext_lazy("Request"),
    "question": gettext_lazy("Question"),
    "abuse": gettext_lazy("Abuse"),
    "praise": gettext_lazy("Praise"),
    "chat": gettext_lazy("Chat"),
}


def mood_named(mood: str) -> str:
    """A mood in the reader's words."""
    return str(MOODS.get(mood, mood))


def intent_named(intent: str) -> str:
    """An intent in the reader's words; what was not read is said to be so."""
    return str(INTENTS.get(intent, intent)) if intent else _("Not read")


def language_named(code: str) -> str:
    """A language in the reader's words; unknown codes stay what they are."""
    if not code:
        return _("Language unknown")
    if code == "zh":  # Django knows only its two ways of writing
        return _("Chinese")
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
