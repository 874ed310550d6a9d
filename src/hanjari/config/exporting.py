"""Export: one organisation's desk as a zip of JSON lines, one file a noun, streamed row by row.

What is stored sealed (channel passwords, unmasked originals, passwords of members) stays here.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet

from hanjari import __version__
from hanjari.channels.models import Account, Brake, Import
from hanjari.commitments.models import Commitment, Evidence, Remark, Step, Trace
from hanjari.conversations.models import (
    Approval,
    Clock,
    Conversation,
    Label,
    Macro,
    Mention,
    Note,
    Passage,
    PromiseEnd,
    Recipient,
    Reply,
    Round,
    RoutingRule,
    Target,
    Turn,
)
from hanjari.issues.models import (
    Answer,
    Asked,
    Belonging,
    Decision,
    Fact,
    Given,
    Issue,
    IssueClock,
    Lesson,
    LevelChange,
    OwnThresholds,
    Question,
    Reflection,
    Review,
    Seat,
    SeatRule,
    SignOff,
    Stance,
    Statement,
    Task,
    Unknown,
    Version,
)
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.listening import stories
from hanjari.listening.models import Author, Judgement, Message, Person, Training
from hanjari.people.models import ClosedDay, Department, Member, OpeningHours, Organisation, Role
from hanjari.public.models import OpenPage, Story

FORMAT = "hanjari-export-1"


@dataclass(frozen=True)
class Noun:
    """A file of the export: whose rows, by which path they belong to the organisation, what stays here."""

    name: str
    model: type[Model]
    path: str = "organisation"
    without: frozenset[str] = frozenset()
    many: tuple[str, ...] = field(default=())

    def rows(self, organisation: Organisation) -> QuerySet[Any]:
        """The organisation's rows in the order of their ids."""
        return self.model._default_manager.filter(**{self.path: organisation.pk}).order_by("pk")  # noqa: SLF001 (Django's documented name)


_TALK = "conversation__organisation"
_ISSUE = "issue__organisation"
_PROMISE = "commitment__organisation"
NOUNS = [
    Noun("organisation", Organisation, "pk"),
    Noun("departments", Department),
    Noun("roles", Role),
    Noun("members", Member, without=frozenset({"password"}), many=("departments",)),
    Noun("opening_hours", OpeningHours),
    Noun("closed_days", ClosedDay),
    Noun("accounts", Account, without=frozenset({"secrets", "cursor", "past"})),
    Noun("brakes", Brake),
    Noun("imports", Import, "account__organisation", frozenset({"path"})),
    Noun("persons", Person),
    Noun("authors", Author),
    Noun("messages", Message, without=frozenset({"html", "raw"})),
    Noun("labels", Label),
    Noun("macros", Macro),
    Noun("targets", Target),
    Noun("conversations", Conversation, many=("labels",)),
    Noun("turns", Turn, _TALK),
    Noun("passages", Passage, _TALK),
    Noun("notes", Note, _TALK),
    Noun("mentions", Mention, f"note__{_TALK}"),
    Noun("replies", Reply, _TALK),
    Noun("clocks", Clock, _TALK),
    Noun("promise_ends", PromiseEnd, f"clock__{_TALK}"),
    Noun("approvals", Approval, f"reply__{_TALK}"),
    Noun("judgements", Judgement),
    Noun("trainings", Training, without=frozenset({"tables"})),
    Noun("routing_rules", RoutingRule),
    Noun("commitments", Commitment),
    Noun("commitment_steps", Step, _PROMISE),
    Noun("commitment_remarks", Remark, _PROMISE),
    Noun("evidence", Evidence, _PROMISE),
    Noun("traces", Trace),
    Noun("rounds", Round),
    Noun("recipients", Recipient, "round__organisation"),
    Noun("seat_rules", SeatRule),
    Noun("issue_thresholds", OwnThresholds),
    Noun("issues", Issue),
    Noun("level_changes", LevelChange, _ISSUE),
    Noun("belongings", Belonging, _ISSUE),
    Noun("seats", Seat, _ISSUE),
    Noun("issue_clocks", IssueClock, _ISSUE),
    Noun("facts", Fact, _ISSUE),
    Noun("unknowns", Unknown, _ISSUE),
    Noun("decisions", Decision, _ISSUE),
    Noun("tasks", Task, _ISSUE),
    Noun("stances", Stance, _ISSUE),
    Noun("questions", Question, _ISSUE),
    Noun("asked", Asked, f"question__{_ISSUE}"),
    Noun("answers", Answer, f"question__{_ISSUE}", many=("facts",)),
    Noun("given", Given, f"answer__question__{_ISSUE}"),
    Noun("reviews", Review, _ISSUE),
    Noun("reflections", Reflection, f"review__{_ISSUE}"),
    Noun("lessons", Lesson, f"review__{_ISSUE}"),
    Noun("statements", Statement, many=("accounts",)),
    Noun("versions", Version, "statement__organisation"),
    Noun("signoffs", SignOff, "version__statement__organisation"),
    Noun("open_pages", OpenPage),
    Noun("stories", Story),
    Noun("journal", Entry),
]


def export(organisation: Organisation, path: Path) -> Iterator[tuple[str, int]]:
    """Write the zip; yields each noun and how many rows it had. The file appears when it is whole."""
    part = path.with_name(path.name + ".part")
    counts = {}
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as bundle:
            part.chmod(0o600)
            for noun in NOUNS:
                counts[noun.name] = _write(bundle, noun, organisation)
                yield noun.name, counts[noun.name]
            told = {"format": FORMAT, "hanjari": __version__, "made_at": now(), "counts": counts}
            bundle.writestr("export.json", _line(told))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write(bundle: zipfile.ZipFile, noun: Noun, organisation: Organisation) -> int:
    count = 0
    entry = zipfile.ZipInfo(f"{noun.name}.jsonl", now().timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    with (
        bundle.open(entry, "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, "utf-8", newline="\n") as file,
    ):
        for row in noun.rows(organisation).prefetch_related(*noun.many).iterator(chunk_size=1000):
            file.write(_line(_told(row, noun)) + "\n")
            count += 1
    return count


def _told(row: Model, noun: Noun) -> dict[str, Any]:
    names = [
        one
        for one in row._meta.concrete_fields  # noqa: SLF001 (documented)
        if one.name not in noun.without
    ]
    told = {one.attname: getattr(row, one.attname) for one in names}
    if isinstance(row, Message):
        told["reading"] = stories.with_words(row.reading, row.subject, row.text)
    return told | {name: [one.pk for one in getattr(row, name).all()] for name in noun.many}


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    message = f"{type(value).__name__} has no place in an export"
    raise TypeError(message)
