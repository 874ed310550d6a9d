"""Fitting: a statement's words as a channel can take them, with the way to the whole."""

from hanjari.channels import registry
from hanjari.issues.models import Statement, Version
from hanjari.kit.web.hosts import public_home


def public_address(statement: Statement) -> str:
    """Where everybody reads it whole."""
    tongue = "" if statement.language == "ko" else f"{statement.language}/"
    return f"{public_home(statement.organisation.slug)}{tongue}statements/{statement.pk}/"


def fitted(kind_slug: str, version: Version, address: str) -> str:
    """Title, as many whole words as the network takes, and the address; measured as the network measures."""
    kind = registry.kind(kind_slug)
    limit = kind.capabilities.text_limit
    whole = f"{version.title}\n\n{version.text}\n\n{address}"
    if limit is None or kind.measure(whole) <= limit:
        return whole
    words = f"{version.title}\n\n{version.text}".split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = kind.measure(_cut(words[:middle], address)) <= limit
        low, high = (middle, high) if fits else (low, middle - 1)
    return _cut(words[:low], address) if low else address


def _cut(words: list[str], address: str) -> str:
    return f"{' '.join(words).rstrip()}…\n{address}"
