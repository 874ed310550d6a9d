"""Skill responses: what KakaoTalk shows at once, and what it shows when a person has answered.

Chatbot admin centre, "Answer types and their JSON format" (SkillResponse 2.0: at most three
outputs, simpleText of 1,000 letters, ten quickReplies) and "AI chatbot callback development guide"
(`useCallback`, the waiting words in `data`).
"""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.channels.kinds.kakao.ids import LONGEST, Thing, part, word

VERSION = "2.0"
MOST_QUICK_REPLIES = 10
LONGEST_LABEL = 14
"""Letters of a quick reply that are shown whole."""


def receipt(settings: Mapping[str, Any], push: Thing) -> dict[str, Any]:
    """What is said at once: the message has arrived; with a callback, that an answer may follow."""
    asked = part(push, "userRequest")
    with translation.override("en" if word(asked, "lang").startswith("en") else "ko"):
        text = str(settings.get("receipt") or "") or _("We have received your message.")
        if is_check(push):
            text = _("The test has arrived. Nothing was kept.")
    if word(asked, "callbackUrl", 2000) and not is_check(push):
        return {"version": VERSION, "useCallback": True, "data": {"text": text[:LONGEST]}}
    return spoken(text, _quick_replies(settings))


def spoken(text: str, quick_replies: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """One bubble of text."""
    template: dict[str, Any] = {"outputs": [{"simpleText": {"text": text[:LONGEST]}}]}
    if quick_replies:
        template["quickReplies"] = quick_replies
    return {"version": VERSION, "template": template}


def is_check(push: Thing) -> bool:
    """The skill's own test in the admin centre: a made-up user of the type `accountId`."""
    return word(part(part(push, "userRequest"), "user"), "type") == "accountId"


def is_bot_test(push: Thing) -> bool:
    """Typed by the operator into the admin centre's bot test."""
    return word(part(part(push, "userRequest"), "params"), "surface") == "BuilderBotTest"


def _quick_replies(settings: Mapping[str, Any]) -> list[dict[str, str]]:
    lines = [line for line in str(settings.get("quick_replies") or "").split("\n") if line]
    return [
        {"label": line, "action": "message", "messageText": line}
        for line in lines[:MOST_QUICK_REPLIES]
    ]
