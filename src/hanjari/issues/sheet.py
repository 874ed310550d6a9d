"""The sheet's words: what an answer says in each language, and whether a text carries it. Pure but for wording."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from hanjari.kit.web import times

LEAST = 20
"""Characters from which words are known again in a text; “thank you” is nobody's answer."""
ECHO = 0.6
"""Of an answer's words so many stand in a text that was made from it."""


class Said(Protocol):
    """What an answer has to say."""

    text: str
    text_en: str
    not_yet: str


def words_of(answer: Said, language: str = "ko") -> str:
    """What people read; where we can't say it yet, the sentence that says so. English is empty where unwritten."""
    if language == "en":
        return answer.text_en.strip()
    return answer.text.strip() or answer.not_yet


def not_yet(why: str, will_by: datetime, zone: str) -> str:
    """Why we can't say it yet, and by when we will, in the company's own time."""
    with override("ko"), timezone.override(ZoneInfo(zone)):
        told = {"why": why.strip(), "time": times.stamp(will_by)}
        return _("We can't say yet: %(why)s We will tell you by %(time)s.") % told


def bare(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())


def holds(text: str, words: str) -> bool:
    """Whether the words stand in the text as they are."""
    return bare(words) in bare(text)


def carries(text: str, words: str) -> bool:
    """Whether the text says these words as they are, and they are long enough to be nobody's but theirs."""
    return len(bare(words)) >= LEAST and holds(text, words)


def echoes(text: str, words: str) -> bool:
    """Whether a text was made from these words: most of them stand in it."""
    said, known = set(text.split()), set(words.split())
    return bool(known) and len(said & known) / len(known) >= ECHO
