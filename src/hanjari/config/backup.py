"""Backup and restore: everything that lies in HANJARI_HOME, and the database, in one file."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hanjari import __version__
from hanjari.config import archive, dumps
from hanjari.config.preparation import Say, known_migrations, prepare
from hanjari.config.trouble import Trouble
from hanjari.journal.sealing import head
from hanjari.kit import heartbeat
from hanjari.kit.clock import now

LEFT_OUT = {"backups", "keys", "logs", "run", "static", "workers"}
"""Folders of the home that are made anew, or are no backup's business."""
PLACE = "home/"


def back_up(path: Path, *, with_keys: bool) -> dict[str, Any]:
    """Write the backup; returns what the manifest says. The desk may go on meanwhile.

    The seal log goes first and the database after it, so that the log never knows more than the
    database; files go last, so that none which the database names is missing.
    """
    home = Path(settings.HOME)
    seal_log = Path(settings.SEAL_LOG)
    with TemporaryDirectory(dir=home, prefix="backup-") as folder, archive.written(path) as writer:
        if seal_log.exists():
            writer.add_bytes(seal_log.read_bytes(), PLACE + seal_log.relative_to(home).as_posix())
        name = dumps.NAMES[connection.vendor]
        dumps.dump(Path(folder) / name)
        facts = _facts(with_keys=with_keys)
        writer.add(Path(folder) / name, name)
        for file in _files(home, with_keys=with_keys):
            if file != seal_log:
                writer.add(file, PLACE + file.relative_to(home).as_posix())
        writer.seal(facts)
        return {**facts, "files": writer.files}


def _facts(*, with_keys: bool) -> dict[str, Any]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "hanjari": __version__,
        "made_at": now().isoformat(timespec="seconds"),
        "engine": connection.vendor,
        "with_keys": with_keys,
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        "journal": head()._asdict(),
    }


def _files(home: Path, *, with_keys: bool) -> Iterator[Path]:
    left_out = LEFT_OUT - ({"keys"} if with_keys else set())
    for file in sorted(home.rglob("*")):
        first = file.relative_to(home).parts[0]
        is_ours = first not in left_out and not first.startswith(("hanjari.sqlite3", "backup-"))
        if is_ours and file.is_file() and not file.is_symlink():
            yield file


def restore(path: Path, *, replace: bool, say: Say) -> None:
    """Put a backup back, after everything in it has been checked. Raises `Trouble`."""
    told = archive.checked(path)
    _refuse_what_cannot_be(told, replace=replace)
    home = Path(settings.HOME)
    aside = home / "backups" / f"replaced-{now():%Y%m%d-%H%M%S}"
    with TemporaryDirectory(dir=home, prefix="backup-") as folder:
        archive.unpacked(path, Path(folder))
        if dumps.holds_a_desk():
            dumps.set_aside(aside)
            say(f"What was here is kept in {aside}")
        dumps.load(Path(folder) / dumps.NAMES[told["engine"]])
        _put_files(Path(folder) / PLACE, home, aside)
    prepare(say=say, may_migrate=True)
    if not told["with_keys"]:
        say(
            "This backup has no keys. Put your key file at"
            f" {settings.KEY_FILE}; without it, passwords of channels must be entered again."
        )


def _refuse_what_cannot_be(told: dict[str, Any], *, replace: bool) -> None:
    safe = "Nothing was changed."
    if told["engine"] != connection.vendor:
        raise Trouble(
            f"This backup is of {told['engine']}, and this desk keeps its rows in {connection.vendor}.",
            safe=safe,
            remedy="Set DATABASE_URL to a database of that kind (empty for SQLite).",
        )
    if newer := sorted(set(told["migrations"]) - known_migrations()):
        raise Trouble(
            f"This backup was made by a newer version ({told['hanjari']}; {newer[0]}).",
            safe=safe,
            remedy="Install that version, then restore.",
        )
    if heartbeat.is_alive("worker"):
        raise Trouble("The desk is open.", safe=safe, remedy="Stop `hanjari serve` first.")
    if not replace and dumps.holds_a_desk():
        raise Trouble(
            "There is a desk here already.",
            safe=safe,
            remedy="--replace puts the backup in its place, and keeps what is here aside.",
        )


def _put_files(source: Path, home: Path, aside: Path) -> None:
    """Each file to its place; one that is there already, and differs, is kept aside."""
    for file in sorted(source.rglob("*")):
        target = home / file.relative_to(source)
        if file.is_dir():
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
            continue
        if target.exists() and target.read_bytes() != file.read_bytes():
            kept = aside / file.relative_to(source)
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.replace(kept)
        file.replace(target)
