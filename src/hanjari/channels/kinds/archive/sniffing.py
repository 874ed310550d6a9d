"""Sniffing: what a file is, in which encoding, with which columns. Nothing is unpacked."""

import codecs
import csv
import json
import re
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from hanjari.channels.contract import UnreadableError
from hanjari.channels.kinds.archive import columns
from hanjari.channels.kinds.archive.moments import is_day_first
from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.readers.lines import flat

_HEAD = 1 << 18
_MARKS = [
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
]  # fmt: skip
_PACKED = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"\xd0\xcf\x11\xe0",
)
_WXR = re.compile(r"<rss\b|wordpress\.org/export", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_DELIMITERS = ",;\t|"


def sniff(path: Path, zone: str, encoding: str = "") -> Plan:
    """A first plan for the file. Raises `UnreadableError` in plain words when it is no archive."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise UnreadableError(_("The file is empty."))
    if head.startswith(_PACKED):
        words = _("This is a packed file or a spreadsheet. Unpack it, or save the sheet as CSV.")
        raise UnreadableError(words)
    encoding = encoding or encoding_of(head)
    text = head.decode(encoding, "replace").lstrip("\ufeff")
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise UnreadableError(_("This file holds no text. CSV, JSONL, mbox and WXR can be read."))
    plan = Plan(encoding=encoding, zone=zone)
    if text.startswith("From "):
        return plan.but(form="mbox", is_public=False)
    if text.lstrip().startswith("<"):
        return _xml(plan, text)
    if text.lstrip().startswith(("{", "[")):
        return _json(plan, text)
    return _table(plan, text)


def encoding_of(head: bytes) -> str:
    """By its mark, as UTF-8, as UTF-16 without a mark, as Korean CP949, else Western."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\0" in head[:4096]:
        is_big = head[:4096:2].count(0) > head[1:4096:2].count(0)
        return "utf-16-be" if is_big else "utf-16-le"
    for name in ("utf-8", "cp949"):
        try:
            codecs.getincrementaldecoder(name)().decode(head, final=len(head) < _HEAD)
        except UnicodeDecodeError:
            continue
        return name
    text = head.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(letter > "\x7f" for letter in text) - damaged
    return "utf-8" if sound > damaged * 4 else "cp1252"  # a few wrong bytes make no other encoding


def plan_of_lines(head: bytes, zone: str) -> Plan:
    """A plan for lines of JSON, by the first ones. Raises `UnreadableError` where they are none."""
    return _json(Plan(zone=zone), head.decode("utf-8", "replace").lstrip("\ufeff"))


def _xml(plan: Plan, text: str) -> Plan:
    if not _WXR.search(text[:20_000]):
        raise UnreadableError(_("This XML is no WordPress export."))
    return plan.but(form="wxr")


def _json(plan: Plan, text: str) -> Plan:
    lines = [line for line in text.split("\n")[:200] if line.strip()]
    found: dict[str, str] = {}
    for line in lines[:-1] or lines:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            found |= flat(value)
    if not found:
        words = _("This JSON is not one object a line. Export it as JSONL (JSON Lines) or CSV.")
        raise UnreadableError(words)
    return _mapped(plan.but(form="jsonl", headers=tuple(found)), [found])


def _table(plan: Plan, text: str) -> Plan:
    lines = text.splitlines(keepends=True)
    delimiter = max(_DELIMITERS, key=lambda sign: _evenness(lines, sign))
    rows = _first_rows(lines, delimiter)
    first = [cell.strip() for cell in rows[0]]
    has_header = columns.looks_named(first)
    headers = _unique(first) if has_header else [str(n) for n in range(1, len(first) + 1)]
    plan = plan.but(delimiter=delimiter, headers=tuple(headers), has_header=has_header)
    body = rows[1:] if has_header else rows
    return _mapped(plan, [dict(zip(headers, row, strict=False)) for row in body])


def _mapped(plan: Plan, samples: list[dict[str, str]]) -> Plan:
    guessed = columns.guess(plan.headers)
    times = [sample.get(guessed.get("time", ""), "") for sample in samples]
    return plan.but(columns=guessed, is_day_first=is_day_first(times))


def _first_rows(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(iter(lines), delimiter=delimiter):
            if any(row):
                rows.append(row)
            if len(rows) > 100:
                break
    except csv.Error:
        pass
    return rows or [[""]]


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    """How alike the rows are in their number of fields; one column is no table."""
    counts = [len(row) for row in _first_rows(lines, delimiter)]
    usual = max(set(counts), key=counts.count)
    return (0.0, 0) if usual == 1 else (counts.count(usual) / len(counts), usual)


def _unique(names: Iterable[str]) -> list[str]:
    """Headers as they are, empty and repeated ones told apart."""
    found: list[str] = []
    for place, name in enumerate(names, 1):
        name = name[:100] or str(place)  # noqa: PLW2901 (the same header, named)
        found.append(name if name not in found else f"{name} ({place})")
    return found
