"""Addressing people one by one in a text that many get: pure, no database."""

import re

PLACE = "{name}"
GREETINGS = {"ko": "{name}님, 안녕하세요.\n\n", "en": "Hello {name},\n\n"}
"""Put before a text that addresses nobody."""
_KOREAN = re.compile(r"\{name\}(\s?님)?")
_ENGLISH = re.compile(r"\s?\{name\}")
_LONGEST = 40


def language_of(heard: str, ours: str, *, has_english: bool) -> str:
    """In which of the two texts a thread is told: its own language, else the desk's, else what there is."""
    wanted = heard or ours
    return "en" if has_english and not wanted.startswith("ko") else "ko"


def usable(name: str) -> str:
    """A name as it can be said to somebody; empty for addresses, handles, numbers, and what is no name."""
    name = " ".join(name.split()).removesuffix("님").strip()
    is_name = any(sign.isalpha() for sign in name) and not re.search(
        r"[@#/\\{}<>:]|www\.|\.com", name
    )
    return name if is_name and len(name) <= _LONGEST else ""


def addressed(text: str, name: str, language: str) -> str:
    """The text for one person. Without a name Korean says 고객님, English leaves it out.

    `{name}님` and a bare `{name}` are both followed by 님 once; a text that addresses nobody gets
    its language's greeting. What a name holds is never read as a placeholder.
    """
    if PLACE not in text:
        text = GREETINGS[language] + text
    name = usable(name)
    if language == "ko":
        return _KOREAN.sub(lambda _found: f"{name or '고객'}님", text)
    return _ENGLISH.sub(lambda found: found[0].replace(PLACE, name) if name else "", text)
