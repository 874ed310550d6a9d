"""Sheets of one statement or one promise: each has an address that lasts."""

from collections.abc import Iterator
from typing import Any

from hanjari.public.pages.told import Told


def pages(context: dict[str, Any], language: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path below the root, template, what it shows; where the same stands in the other language."""
    roots: dict[str, str] = context["roots"]
    for told in context["statements"]:
        elsewhere = _elsewhere(told, roots)
        only = {told.language: elsewhere[told.language]}
        more = {
            "elsewhere": elsewhere,
            "alternates": elsewhere if told.twin else only,
            "canonical": elsewhere[told.language],
        }
        yield (
            f"statements/{told.pk}/",
            "public/statement.html",
            {"told": told, "lang": language, **more},
        )
    for promised in context["promises"]:
        path = f"promises/{promised.number}/"
        there = {code: f"{root}{path}" for code, root in roots.items()}
        yield path, "public/promise.html", {"promised": promised, "elsewhere": there}


def _elsewhere(told: Told, roots: dict[str, str]) -> dict[str, str]:
    """By language: where a reader of it finds this, if only in the language in which it was said."""
    numbers = dict.fromkeys(roots, told.pk)
    if told.twin:
        numbers[told.twin.language] = told.twin.pk
    return {code: f"{root}statements/{numbers[code]}/" for code, root in roots.items()}
