"""Sheets of one statement or one promise: each has an address that lasts."""

from collections.abc import Iterator
from typing import Any


def pages(context: dict[str, Any], language: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path below the root, template, what it shows."""
    for told in context["statements"]:
        yield f"statements/{told.pk}/", "public/statement.html", {"told": told, "lang": language}
    for promised in context["promises"]:
        yield f"promises/{promised.number}/", "public/promise.html", {"promised": promised}
