"""What a browser calls itself, in words that a reader knows: `Chrome · Android`."""

from django.utils.translation import gettext as _

_BROWSERS = [
    ("Edg", "Edge"),
    ("Whale/", "Whale"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("KAKAOTALK", "KakaoTalk"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
_SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]
"""In this order: many browsers name others after themselves."""


def browser(agent: str) -> str:
    """The browser and the system of a User-Agent header, as far as they are known."""
    names = [
        next((name for mark, name in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(filter(None, names)) or _("Unknown browser")
