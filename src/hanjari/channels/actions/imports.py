"""Imports as people use them: prepare a file, plan it, begin, stop, go on, put it away."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from hanjari.channels.actions.accounts import Connection, connect_account
from hanjari.channels.contract import UnreadableError
from hanjari.channels.imports import files
from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.sniffing import sniff
from hanjari.channels.models import Account, Import
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member

State = Import.State


@dataclass(frozen=True)
class Looked:
    """A file that can be read in: where it lies (a copy where it must be), and a first plan."""

    path: Path
    name: str
    plan: Plan


def look_at(path: Path, *, zone: str, name: str = "", encoding: str = "") -> Looked:
    """Find out what a file on this machine is. Raises `UnreadableError` in plain words.

    Where lines can't be told apart in its encoding, a copy in UTF-8 is made and read instead.
    """
    try:
        plan = sniff(path, zone, encoding).but(source=files.digest_of(path))
        if files.is_enterable(plan):
            return Looked(path, name or path.name, plan)
        copy = files.upload_path(uuid4().hex)
        files.copy_as_utf8(path, plan.encoding, copy)
    except OSError as error:
        raise UnreadableError(_("The file can't be read: %s.") % (error.strerror or "")) from error
    return Looked(copy, name or path.name, plan.but(encoding="utf-8"))


def upload_import(chunks: Iterable[bytes], file_name: str, archive: str, *, by: Member) -> Import:
    """Keep an uploaded file and plan it. Raises `UnreadableError` in plain words."""
    path = files.upload_path(uuid4().hex)
    files.save(chunks, path)
    looked = None
    try:
        looked = look_at(path, zone=by.organisation.time_zone, name=file_name)
    finally:
        if looked is None or looked.path != path:
            path.unlink(missing_ok=True)
    return draft_import(looked, archive, by=by)


@transaction.atomic
def draft_import(looked: Looked, archive: str, *, by: Member) -> Import:
    """An import to be looked at and begun; `archive` names its place, made when there is none."""
    draft = Import.objects.create(
        account=archive_account(archive, by=by),
        file_name=looked.name[-255:],
        path=str(looked.path),
        form=looked.plan.form,
        mapping=looked.plan.stored(),
        size=looked.path.stat().st_size,
        digest=files.digest_of(looked.path),
        by=by,
    )
    _record("import.prepared", draft, by)
    return draft


def archive_account(name: str, *, by: Member) -> Account:
    """The archive of this name, made when there is none yet."""
    known = Account.objects.filter(
        organisation=by.organisation_id, kind="archive", name=name, removed_at__isnull=True
    ).first()
    return known or connect_account("archive", Connection(name=name, settings={}), by=by)


@transaction.atomic
def plan_import(archive: Import, plan: Plan) -> Import:
    """Change what the columns mean, before it has begun."""
    Import.objects.filter(pk=archive.pk, state=State.DRAFT).update(mapping=plan.stored())
    archive.refresh_from_db()
    return archive


@transaction.atomic
def start_import(archive: Import, *, by: Member) -> bool:
    """Begin, or go on where it stopped; False when it runs already, or nothing says what the text is."""
    ready = Import.objects.filter(pk=archive.pk, state__in=[State.DRAFT, State.FAILED])
    if Plan.of(archive.mapping).missing or not ready.update(state=State.WAITING, failure=""):
        return False
    archive.refresh_from_db()
    _record("import.started", archive, by, position=archive.position)
    return True


@transaction.atomic
def stop_import(archive: Import, *, by: Member) -> bool:
    """Stop after the running batch; what was read in stays, and it can go on later."""
    running = Import.objects.filter(pk=archive.pk, state__in=[State.WAITING, State.RUNNING])
    if not running.update(state=State.FAILED, failure=""):
        return False
    archive.refresh_from_db()
    _record("import.stopped", archive, by, position=archive.position)
    return True


@transaction.atomic
def discard_import(archive: Import, *, by: Member) -> bool:
    """Put away a draft, or an import that has ended, with its files; messages stay."""
    ended = Import.objects.filter(pk=archive.pk).exclude(state__in=[State.WAITING, State.RUNNING])
    if not ended.exists():
        return False
    _record("import.discarded", archive, by)
    ended.delete()
    with suppress(OSError):
        files.remove(archive, with_bad=True)
    return True


def _record(event: str, archive: Import, by: Member | None, **facts: object) -> None:
    journal.record(
        event,
        "import",
        archive.pk,
        organisation=archive.account.organisation_id,
        by=by,
        account=archive.account_id,
        file=archive.file_name,
        at=now().isoformat(),
        **facts,
    )
