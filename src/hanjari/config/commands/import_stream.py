"""`hanjari import --stream FILE`: lines of JSON are sifted by the standing queries, as a network's stream is."""

import sys
import time
from argparse import Namespace
from collections.abc import Callable
from itertools import islice
from typing import BinaryIO

from django.conf import settings

from hanjari.channels import actions as channels
from hanjari.channels.contract import UnreadableError
from hanjari.channels.imports import files
from hanjari.channels.kinds.archive.frames import flows
from hanjari.channels.kinds.archive.plan import TARGETS, Plan
from hanjari.channels.kinds.archive.sniffing import plan_of_lines
from hanjari.config.trouble import Trouble
from hanjari.listening.stream.lines import Sifted, place_in, sift
from hanjari.people.models import Member

_HEAD = 1 << 16
_SAFE = "Nothing was changed."
Say = Callable[[str], None]


def sift_lines(options: Namespace, by: Member, *, say: Say) -> int:
    """Read to the end; killed, the same command goes on behind the last piece that was kept."""
    if str(options.file) == "-":
        return _sift_from(sys.stdin.buffer, "", options.archive or "stdin", options, by, say)
    try:
        with options.file.open("rb") as file:
            source, name = files.digest_of(options.file), options.archive or options.file.stem[:120]
            return _sift_from(file, source, name, options, by, say)
    except OSError as error:
        raise Trouble(f"{options.file} can't be read: {error.strerror}.", safe=_SAFE) from error


def _sift_from(
    file: BinaryIO, source: str, name: str, options: Namespace, by: Member, say: Say
) -> int:
    plan = _plan(file, options, by)
    account = channels.archive_account(name, by=by)
    begin = place_in(account, source)
    if source:
        file.seek(begin)
    if begin:
        say(f"Going on where it stopped: byte {begin:,}.")
    total, began = Sifted(), time.monotonic()
    try:
        for total in sift(account, flows(file, plan, begin), source):  # noqa: B007 (the last one counts)
            continue
    except channels.LostError as error:
        words = f"Somebody else is reading into the archive {name!r}, or it was paused."
        raise Trouble(words, safe="What was read in stays.") from error
    _tell(total, time.monotonic() - began, say)
    return 0


def _plan(file: BinaryIO, options: Namespace, by: Member) -> Plan:
    """By the first lines of a file, or the first line of a pipe, which is put back by peeking."""
    head = file.read(_HEAD) if file.seekable() else _peeked(file)
    if file.seekable():
        file.seek(0)
    try:
        plan = plan_of_lines(head, options.zone or by.organisation.time_zone)
    except UnreadableError as error:
        raise Trouble(str(error), safe=_SAFE) from error
    named = {one.partition("=")[0]: one.partition("=")[2] for one in options.map}
    if not named.keys() <= set(TARGETS):
        raise Trouble(f"What can be named: {', '.join(TARGETS)}.", safe=_SAFE)
    plan = plan.but(columns={**plan.columns, **named})
    if plan.missing:
        raise Trouble(
            f"Nothing says {' and '.join(plan.missing)}. Names: {', '.join(islice(plan.headers, 30))}.",
            safe=_SAFE,
            remedy="Name them: --map text=NAME --map time=NAME",
        )
    return plan


def _peeked(file: BinaryIO) -> bytes:
    peek = getattr(file, "peek", None)
    return bytes(peek(_HEAD)) if peek else b""


def _tell(total: Sifted, seconds: float, say: Say) -> None:
    speed = f"{total.read_count / max(seconds, 0.001):,.0f} a second"
    broken = f" {total.refused_count:,} could not be read." if total.refused_count else ""
    if settings.NATS_URL:
        say(
            f"{total.read_count:,} lines handed to NATS ({speed}); hanjari ingest keeps what fits.{broken}"
        )
        return
    say(
        f"{total.read_count:,} lines read ({speed}): {total.kept_count:,} kept,"
        f" {total.double_count:,} known already.{broken}"
    )
