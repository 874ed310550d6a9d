"""What intents, urgencies and languages are called, in the reader's language."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _

from hanjari.listening.pages import named

Table = dict[Any, str]

_TABLES: dict[str, Table] = {
    "intents": {**named.INTENTS},
    "urgencies": {
        1: gettext_noop("Not urgent"),
        2: gettext_noop("Soon"),
        3: gettext_noop("Very urgent"),
        4: gettext_noop("At once"),
    },
    "sentiments": {**named.MOODS, "unsure": gettext_noop("Mood not sure")},
    "needs_answer": {
        "yes": gettext_noop("Needs an answer"),
        "no": gettext_noop("Needs no answer"),
    },
    "abuse": {"yes": gettext_noop("Abusive"), "no": gettext_noop("Not abusive")},
    "personal": {
        "resident": gettext_noop("resident number"),
        "card": gettext_noop("card number"),
        "phone": gettext_noop("phone number"),
        "account": gettext_noop("account number"),
        "passport": gettext_noop("passport number"),
        "licence": gettext_noop("driving licence"),
        "email": gettext_noop("e-mail address"),
        "plate": gettext_noop("number plate"),
        "address": gettext_noop("postal address"),
        "hidden": gettext_noop("hidden in the markup"),
    },
    "reasons": {  # why the house itself moved a conversation; stored in English, told in the reader's words
        "written again": gettext_noop("written again"),
        "answered outside the desk": gettext_noop("answered outside the desk"),
        "72 hours of silence": gettext_noop("72 hours of silence"),
        "every message was taken back": gettext_noop("every message was taken back"),
        "our own answer came back": gettext_noop("our own answer came back"),
        "merge undone": gettext_noop("merge undone"),
        "split undone": gettext_noop("split undone"),
        "undone": gettext_noop("undone"),
    },
    "held": {  # why a scheduled answer did not leave by itself
        "heard": gettext_noop("Somebody wrote again after it was written."),
        "answered": gettext_noop("A colleague has answered meanwhile."),
        "edited": gettext_noop("The message that it answers was edited."),
        "gone": gettext_noop("The message that it answers was deleted."),
        "regrouped": gettext_noop("The conversation was merged or split."),
        "closed": gettext_noop("The conversation was ended."),
        "window": gettext_noop(
            "This channel takes no answer any more until the person writes again."
        ),
        "writer": gettext_noop("Its writer may not answer here any more."),
        "unsayable": gettext_noop("It has an answer of an issue that may not be said any more."),
        "late": gettext_noop("It could not be sent at its time, and hours have passed since."),
        "brake": gettext_noop("Its time passed while the brake was on."),
    },
    "languages": {
        "ko": gettext_noop("Korean"),
        "en": gettext_noop("English"),
        "ja": gettext_noop("Japanese"),
        "zh": gettext_noop("Chinese"),
    },
}
TONES: dict[str, Table] = {
    "intents": {"incident": "alarm", "press": "note", "abuse": "alarm"},
    "urgencies": {2: "care", 3: "alarm", 4: "alarm"},
    "sentiments": {"negative": "care", "positive": "good"},
}


@lru_cache(maxsize=8)
def _spoken(language: str) -> dict[str, Table]:  # noqa: ARG001 (the language is the key)
    return {name: {key: _(word) for key, word in table.items()} for name, table in _TABLES.items()}


def spoken() -> dict[str, Table]:
    """All tables in the reader's language; made once a language, a list asks for them fifty times."""
    return _spoken(get_language() or "")


def personal(kind: str) -> str:
    """A kind of personal data in the reader's language."""
    return str(spoken()["personal"].get(kind, kind))


def judged_words() -> Iterator[tuple[str, Promise]]:
    """What the journal's names of intents, urgencies and moods are called, read later."""
    for table in ("intents", "sentiments"):
        for name, word in _TABLES[table].items():
            yield str(name), gettext_lazy(word)
    for level, word in _TABLES["urgencies"].items():
        yield f"U{level}", gettext_lazy(word)


def held_words(why: str) -> str:
    """Why a scheduled answer did not leave, in the reader's language."""
    return str(spoken()["held"].get(why, ""))


def reasons_held() -> Iterator[tuple[str, Promise]]:
    """What the journal's codes for that are called, read later."""
    for why, word in _TABLES["held"].items():
        yield str(why), gettext_lazy(word)


def language_name(code: str) -> str:
    """A language by its name in the reader's language; one that nobody here knows shows its code."""
    known = spoken()["languages"].get(code)
    if known or code not in LANG_INFO:
        return known or code
    return str(get_language_info(code)["name_translated"])
