"""`hanjari import FILE`: read an archive in, here and now; killed, the same command goes on where it was."""

import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from django.db.models import Q
from django.utils import translation

from hanjari.channels import actions as channels
from hanjari.channels.contract import Access, UnreadableError
from hanjari.channels.imports import files
from hanjari.channels.imports.survey import Survey, survey
from hanjari.channels.kinds.archive.plan import TARGETS, Plan
from hanjari.channels.models import Import
from hanjari.config.commands.import_stream import sift_lines
from hanjari.config.preparation import prepare
from hanjari.config.trouble import Trouble
from hanjari.journal.hearing import seat_listeners
from hanjari.listening import actions as listening
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

_BAR = 30
_SAFE = "Nothing was changed."


def arguments(parser: ArgumentParser) -> None:
    """The file, whose desk, and what its columns mean where that can't be guessed."""
    parser.add_argument("file", type=Path, help="CSV, JSONL, mbox or a WordPress export (WXR)")
    parser.add_argument("--archive", default="", help="name of the archive (the file's name)")
    parser.add_argument(
        "--as", dest="email", default="", help="member who imports (an administrator)"
    )
    parser.add_argument(
        "--map", action="append", default=[], metavar="WHAT=COLUMN", help=", ".join(TARGETS)
    )
    parser.add_argument(
        "--own", action="append", default=[], metavar="ID", help="an author who is us"
    )
    parser.add_argument("--zone", default="", help="time zone of times that name none")
    parser.add_argument("--encoding", default="", help="when the guess is wrong: cp949, utf-16 …")
    parser.add_argument("--private", action="store_true", help="what it holds was not public")
    parser.add_argument(
        "--stream",
        action="store_true",
        help="sift lines of JSON (- is standard input): only what standing queries find is kept",
    )
    parser.add_argument("--dry-run", action="store_true", help="read all of it and write nothing")


def run(options: Namespace) -> int:
    """Survey the file, or read it in: anew, or behind the last row of an import that was cut off."""
    prepare(say=_say)
    by = _member(options.email)
    if options.stream:
        return sift_lines(options, by, say=_say)
    with translation.override(by.spoken_language):
        archive = None if options.dry_run else _unfinished(options.file, by)
        if archive is None:
            looked = _looked(options, by)
            if options.dry_run:
                return _tell_survey(looked)
            archive = channels.draft_import(
                looked, options.archive or options.file.stem[:120], by=by
            )
        channels.start_import(archive, by=by)
        return _read_in(archive)


def _member(email: str) -> Member:
    members = Member.objects.filter(is_active=True).select_related("organisation", "role")
    if email:
        members = members.filter(email=email.lower())
    for member in members.order_by("pk"):
        if member.can(Permission.IMPORT):
            return member
    raise Trouble(
        "There is no such member who may import." if email else "Nobody here may import yet.",
        safe=_SAFE,
        remedy="Give the address of a member with that permission after --as."
        if Member.objects.exists()
        else "Make the first administrator: hanjari first-key",
    )


def _unfinished(path: Path, by: Member) -> Import | None:
    """The import of this very file that was begun and not ended, so that a kill is mended by repeating."""
    try:
        digest = files.digest_of(path)
    except OSError as error:
        raise Trouble(f"{path} can't be read: {error.strerror}.", safe=_SAFE) from error
    begun = Import.objects.filter(
        Q(position__gt=0) | Q(state__in=[Import.State.WAITING, Import.State.RUNNING]),
        account__organisation=by.organisation_id,
        mapping__source=digest,
    ).exclude(state=Import.State.DONE)
    archive = begun.select_related("account__organisation").first()
    if archive:
        _say(f"Going on where it stopped: row {archive.row_count:,}.")
    return archive


def _looked(options: Namespace, by: Member) -> channels.Looked:
    zone = options.zone or by.organisation.time_zone
    try:
        looked = channels.look_at(options.file.resolve(), zone=zone, encoding=options.encoding)
    except (UnreadableError, LookupError) as error:
        raise Trouble(str(error), safe=_SAFE) from error
    plan = looked.plan
    plan = plan.but(
        columns={**plan.columns, **_columns(options.map, plan)},
        own=tuple(options.own),
        is_public=plan.is_public and not options.private,
    )
    if plan.missing:
        raise Trouble(
            f"No column says {' and '.join(plan.missing)}. Columns: {', '.join(plan.headers)}.",
            safe=_SAFE,
            remedy="Name them: --map text=COLUMN --map time=COLUMN",
        )
    return replace(looked, plan=plan)


def _columns(words: list[str], plan: Plan) -> dict[str, str]:
    found = {one.partition("=")[0]: one.partition("=")[2] for one in words}
    if not all(target in TARGETS and name in plan.headers for target, name in found.items()):
        raise Trouble(
            f"This mapping fits nothing: {', '.join(words)}.",
            safe=_SAFE,
            remedy=f"What: {', '.join(TARGETS)}. Columns: {', '.join(plan.headers)}.",
        )
    return found


def _tell_survey(looked: channels.Looked) -> int:
    found = survey(looked.path, looked.plan, Access(0, "", {}, {}, {}))
    for line in _survey_lines(found):
        _say(line)
    return 1 if found.broken else 0


def _survey_lines(found: Survey) -> list[str]:
    counts = (
        f"{found.row_count:,} rows: {found.message_count:,} messages"
        f" ({found.ours_count:,} ours, {found.answer_count:,} answers) of {len(found.authors):,}"
        f" people, {found.double_count:,} doubles, {found.bad_count:,} to be set aside."
    )
    span = (
        [f"From {found.first_at:%Y-%m-%d %H:%M} to {found.last_at:%Y-%m-%d %H:%M}."]
        if found.first_at and found.last_at
        else []
    )
    samples = [
        f"  {one.posted_at:%Y-%m-%d %H:%M}  {one.sender.name}: {one.text[:70]!r}"
        for one in found.samples
    ]
    reasons = [f"  {count:,} × {words}" for words, count in found.reasons]
    broken = [found.break_words] if found.broken else []
    return [counts, *span, *samples, *reasons, *broken, "Nothing was written."]


def _read_in(archive: Import) -> int:
    seat_listeners()
    began, before = time.monotonic(), archive.row_count
    for _batch in listening.read_whole_archive(archive.pk):
        archive.refresh_from_db()
        _draw(archive, (archive.row_count - before) / max(time.monotonic() - began, 0.001))
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    _say(
        f"{archive.kept_count:,} messages read in, {archive.double_count:,} known already,"
        f" {archive.bad_count:,} rows set aside."
    )
    if archive.bad_count:
        _say(f"What was set aside, with the reasons: {files.bad_path(archive)}")
    if archive.state != Import.State.DONE:
        raise Trouble(
            archive.failure or "The import was stopped.",
            safe="What was read in stays.",
            remedy="The same command goes on from there.",
        )
    return 0


def _draw(archive: Import, speed: float) -> None:
    if not sys.stderr.isatty():
        return
    share = archive.position / archive.size if archive.size else 1.0
    if archive.state == Import.State.DONE:
        share = 1.0
    bar = "█" * int(share * _BAR) + "░" * (_BAR - int(share * _BAR))
    sys.stderr.write(f"\r{bar} {share:4.0%}  {archive.row_count:,} rows  {speed:,.0f}/s ")
    sys.stderr.flush()


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 (a command speaks)
