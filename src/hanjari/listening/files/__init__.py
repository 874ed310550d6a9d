"""Files of a search: CSV, JSONL and Parquet, made piece by piece, so that a million rows need no memory."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from hanjari.listening.files.lines import as_csv, as_jsonl
from hanjari.listening.files.rows import Row

Writer = Callable[[Iterable[Row]], Iterator[bytes]]


class Kind(NamedTuple):
    """A kind of file; `missing` names what has to be installed before it can be made."""

    slug: str
    name: str
    media_type: str
    missing: str = ""


@cache
def offered() -> list[Kind]:
    """All kinds, whether or not they can be made here."""
    missing = "" if find_spec("pyarrow") else "hanjari[parquet]"
    return [
        Kind("csv", "CSV", "text/csv; charset=utf-8"),
        Kind("jsonl", "JSONL", "application/jsonl; charset=utf-8"),
        Kind("parquet", "Parquet", "application/vnd.apache.parquet", missing),
    ]


def writer_of(kind: Kind) -> Writer:
    """What makes such a file; pyarrow is loaded only here, and only when somebody asks for it."""
    if kind.slug == "parquet":
        writer: Writer = import_module("hanjari.listening.files.parquet").as_parquet
        return writer
    return {"csv": as_csv, "jsonl": as_jsonl}[kind.slug]
