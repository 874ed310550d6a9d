"""Length as Mastodon counts it: a link 23, of a mention only the local part, a put-together letter once.

Mastodon, `StatusLengthValidator`: links become 23 letters, `@user@host` becomes `@user`, and what
remains is counted in grapheme clusters. Where we can't tell, we count more, never less.
"""

import re
import unicodedata

from hanjari.channels.kinds.mastodon.limits import URL

_URL = re.compile(r"(?<![\w/@])https?://[^\s<>\"'()\[\]]*[^\s<>\"'()\[\].,;:!?]", re.IGNORECASE)
_MENTION = re.compile(
    r"(?<![\w/@.])@([A-Za-z0-9_]+(?:[A-Za-z0-9_.-]+[A-Za-z0-9_]+)?)@[\w-]+(?:\.[\w-]+)+"
)
_ONE = "[\u203c-\u3299\U0001f000-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    "|[0-9#*]\ufe0f?\u20e3"  # a key
    f"|{_ONE}(?:\u200d{_ONE})+"  # a family
    "|[\u203c-\u3299\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]+"
)


def measure(text: str, url: int | None = URL) -> int:
    """Letters as the server counts; `url` None counts links and mentions whole, and code points."""
    if url is None:
        return len(text)
    said = _MENTION.sub(r"@\1", _URL.sub("x" * url, text))
    said = _EMOJI.sub("x", unicodedata.normalize("NFC", said))
    return sum(not unicodedata.category(letter).startswith("M") for letter in said)
