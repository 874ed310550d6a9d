"""Compiles the catalogues when a package is built, so that an installed wheel speaks Korean too."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """Each `.po` beside its `.mo`; those are not in git and are named as artifacts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatch's signature)
        """Before anything is packed."""
        for path in Path(self.root, "src", "hanjari").rglob("LC_MESSAGES/*.po"):
            with path.open("rb") as words, path.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(words, locale="ko"))
