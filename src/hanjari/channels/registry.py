"""Finds the kinds: every package under `kinds/` that has a `KIND`. No list is edited by hand."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from hanjari.channels import kinds as folder
from hanjari.channels.contract import Kind


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by slug, in the order of their slugs."""
    found = [
        import_module(f"{folder.__name__}.{module.name}").KIND
        for module in iter_modules(folder.__path__)
        if module.ispkg
    ]
    return {kind.slug: kind for kind in sorted(found, key=lambda kind: str(kind.slug))}


def kind(slug: str) -> Kind:
    """The kind with this slug; `KeyError` when the folder is gone."""
    return kinds()[slug]
