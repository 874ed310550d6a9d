"""What the pages of an import show: a preview of its plan, or how far it has come."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hanjari.channels.access import open_access
from hanjari.channels.imports import files
from hanjari.channels.imports.survey import Survey, survey
from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.models import Import

PREVIEW_ROWS, PREVIEW_SECONDS, WHOLE_SECONDS = 1_000, 1.0, 10.0
TONES = {"done": "good", "failed": "care", "running": "note", "waiting": "note"}


@dataclass(frozen=True)
class Progress:
    """How far an import has come, in per cent of the file, and what was set aside first."""

    percent: int
    is_running: bool
    tone: str
    bad: list[dict[str, Any]]
    has_bad_file: bool


def preview(archive: Import, plan: Plan, *, whole: bool = False) -> Survey:
    """The survey of the first rows; of the whole file as far as ten seconds go."""
    most, seconds = (0, WHOLE_SECONDS) if whole else (PREVIEW_ROWS, PREVIEW_SECONDS)
    return survey(
        Path(archive.path), plan, open_access(archive.account), most=most, seconds=seconds
    )


def progress(archive: Import) -> Progress:
    """The bar and what lies under it."""
    share = archive.position / archive.size if archive.size else 0
    is_done = archive.state == Import.State.DONE
    return Progress(
        percent=100 if is_done else min(99, int(share * 100)),
        is_running=archive.state in (Import.State.WAITING, Import.State.RUNNING),
        tone=TONES.get(archive.state, ""),
        bad=files.first_bad(archive),
        has_bad_file=archive.bad_size > 0 and files.bad_path(archive).exists(),
    )
