"""What the pages of statements show: findings, promises, signatures, history."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise as Words

from hanjari.commitments.models import Commitment
from hanjari.issues.actions.signing import asked_parts, may_sign
from hanjari.issues.checking import CHECKS, DEGREES, ELEMENTS, FAULTS, checked, has_blank
from hanjari.issues.forms.statements import (
    BeginForm,
    CorrectionForm,
    PromiseForm,
    PublishForm,
    WordsForm,
)
from hanjari.issues.models import Issue, Part, Promise, SignOff, Statement, Version
from hanjari.issues.pages.braked import causes
from hanjari.issues.pages.paired import Pair, obstacle, pair_of
from hanjari.issues.pages.shell import shell
from hanjari.issues.queries.statements import corrections_alone, statements_of
from hanjari.issues.skeletons import PARTS, composed
from hanjari.issues.wording import Piece, differences
from hanjari.kit.clock import now
from hanjari.language.apologies import WEIGHTS
from hanjari.language.promises.statements import promises_in
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

TAB = "issues:statements"
ALONE = "issues/corrections_layout.html"
MOST = 200
"""Corrections on one page."""


@dataclass(frozen=True)
class Marked:
    """A run of the text; with a reason it is marked."""

    words: str
    why: str | Words = ""
    is_blocked: bool = False


class Row(NamedTuple):
    """A line of a list: the statement, its newest version, and whether a blank of its skeleton stands."""

    statement: Statement
    version: Version
    has_blank: bool


@dataclass(frozen=True)
class Box:
    """One cell of the signatures: the part, its word, and what the reader may do there."""

    part: Part
    row: SignOff | None
    may_sign: bool


def list_context(issue: Issue, member: Member, form: BeginForm | None = None) -> dict[str, Any]:
    """The issue's statements, and beginning one."""
    return shell(issue, member, TAB) | {
        "rows": [_row(one) for one in statements_of(issue)],
        "begin": form or BeginForm(issue=issue),
        "forms": Statement.Form.choices,
        "may_write": member.can(Permission.RAISE_ISSUE),
    }


def corrections_context(member: Member, form: CorrectionForm | None = None) -> dict[str, Any]:
    """Corrections that belong to no issue, and beginning one."""
    return alone(member) | {
        "rows": [_row(one) for one in corrections_alone(member)[:MOST]],
        "begin": form or CorrectionForm(member=member),
        "may_write": member.can(Permission.RAISE_ISSUE),
    }


def _row(statement: Statement) -> Row:
    newest = statement.versions.all()[0]
    return Row(statement, newest, has_blank(newest.checked))


def alone(member: Member) -> dict[str, Any]:
    """The frame of what belongs to no issue."""
    return {"issue": None, "member": member, "brakes": causes(member), "frame": ALONE}


def findings(statement: Statement, parts: dict[str, str]) -> dict[str, Any]:
    """What the checker says of words that are perhaps not kept yet."""
    text = composed(statement.form, statement.language, parts)
    kept = checked(statement.form, text)
    promised = promises_in(text, now(), statement.organisation.time_zone)
    return {
        "is_apology": statement.form == Statement.Form.APOLOGY,
        "marked": _marked(text, kept["flaws"]),
        "flaws": [(flaw["words"], FAULTS[flaw["fault"]], flaw["is_blocked"]) for flaw in kept["flaws"]],
        "blocked_count": sum(flaw["is_blocked"] for flaw in kept["flaws"]),
        "score": round(100 * kept.get("score", 0)),
        "is_capped": kept.get("is_capped", False),
        "elements": [
            (ELEMENTS[name], degree, DEGREES[degree], round(100 * WEIGHTS[name]))
            for name, degree in kept.get("elements", {}).items()
        ],
        "checks": [(words, name not in kept.get("missing", ())) for name, words in CHECKS.items()],
        "promised_count": len(promised),
    }  # fmt: skip


def statement_context(
    statement: Statement, member: Member, *, form: WordsForm | None = None,
    newer: Version | None = None, promise_form: tuple[int, PromiseForm] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One statement: its words, what is found in them, what is missing before it goes out, its past."""
    issue = statement.issue
    versions = list(statement.versions.select_related("by").order_by("-number"))
    newest = versions[0]
    pair = pair_of(statement, newest)
    form = form or words_form(statement, newest, pair)
    parts = form.words() if form.is_bound else newest.parts
    can_run = member.can(Permission.RUN_ISSUE)
    is_open = statement.state not in (Statement.State.PUBLISHED, Statement.State.WITHDRAWN)
    return (shell(issue, member, TAB) if issue else alone(member)) | {
        "statement": statement,
        "place": statement.place,
        "pair": pair,
        "newest": newest,
        "form": form,
        "names": list(PARTS[statement.form]),
        "newer": _against(newer, statement, parts) if newer else [],
        "is_open": is_open,
        "may_write": is_open and member.can(Permission.RAISE_ISSUE),
        "may_run": can_run,
        "promises": _promises(newest, member, promise_form),
        "boxes": _boxes(statement, newest, member),
        "is_asked": statement.state != Statement.State.DRAFT or newest.signoffs.exists(),
        "obstacle": obstacle(statement, newest) if is_open else "",
        "publish": PublishForm(organisation=statement.organisation),
        "publications": statement.publications.select_related("account", "delivery"),
        "history": _history(versions),
        "corrections": statement.corrections.order_by("pk"),
        **findings(statement, parts),
    }


def words_form(statement: Statement, version: Version, pair: Pair | None = None) -> WordsForm:
    """The form filled with a version's words."""
    initial = {
        "title": version.title, "on": version.number, "overruled": version.overruled,
        "next_update_at": statement.next_update_at, "is_last": statement.is_last, **version.parts,
    }  # fmt: skip
    if pair and pair.is_behind:
        initial |= {"follows": True, "beside": pair.newest.number}
    if pair and statement.followed == 0:
        initial["title"] = ""  # it is the other language's; the form asks for one
    return WordsForm(statement=statement, initial=initial)


def _marked(text: str, flaws: list[dict[str, Any]]) -> list[Marked]:
    pieces, place = [], 0
    for flaw in flaws:
        if flaw["start"] < place:
            continue
        pieces.append(Marked(text[place : flaw["start"]]))
        words = text[flaw["start"] : flaw["end"]]
        pieces.append(Marked(words, FAULTS[flaw["fault"]], flaw["is_blocked"]))
        place = flaw["end"]
    return [piece for piece in [*pieces, Marked(text[place:])] if piece.words]


def _against(newer: Version, statement: Statement, parts: dict[str, str]) -> list[Piece]:
    return differences(newer.text, composed(statement.form, statement.language, parts))


def _promises(
    newest: Version, member: Member, shown: tuple[int, PromiseForm] | None
) -> list[tuple[Promise, Commitment | None, PromiseForm]]:
    rows = list(newest.promises.all())
    made = Commitment.objects.in_bulk([row.commitment_id for row in rows if row.commitment_id])
    zone, organisation = member.organisation.time_zone, member.organisation
    listed = []
    for row in rows:
        due = next((one.due_at for one in promises_in(row.words, now(), zone) if one.due_at), None)
        initial = {"text": row.words, "first_due": due.date() if due else None}
        form = PromiseForm(
            organisation=organisation, initial=initial, auto_id=f"id_promise_{row.pk}_%s"
        )
        if shown and shown[0] == row.pk:
            form = shown[1]
        listed.append((row, made.get(row.commitment_id or 0), form))
    return listed


def _boxes(statement: Statement, newest: Version, member: Member) -> list[Box]:
    rows = {row.part: row for row in newest.signoffs.select_related("by")}
    return [
        Box(part, rows.get(part), may_sign(statement, part, member))
        for part in asked_parts(statement)
    ]


def _history(versions: list[Version]) -> list[tuple[Version, list[Piece]]]:
    """Each version with what it changed; the first one stands whole."""
    older: list[Version | None] = [*versions[1:], None]
    return [
        (version, differences(before.text, version.text) if before else [])
        for version, before in zip(versions, older, strict=True)
    ]
