"""Parquet: columns for those who count with pandas, DuckDB or Spark. Needs pyarrow."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from hanjari.listening.files.rows import Row

GROUP = 2_000
"""Rows held at once; a group of them is written before the next is read."""
_DICTIONARY = ("channel", "account", "language", "mood")
SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("at", pa.timestamp("ms", tz="UTC")),
        *((name, pa.string()) for name in Row._fields[2:-1]),
        ("intents", pa.list_(pa.string())),
    ]
)


class _Sink:
    """Takes what the writer writes and gives it away piece by piece; it is never written backwards."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def as_parquet(rows: Iterable[Row]) -> Iterator[bytes]:
    """Row groups of `GROUP`, compressed by zstd."""
    sink, told = _Sink(), iter(rows)
    with pq.ParquetWriter(
        pa.PythonFile(sink, mode="w"), SCHEMA, compression="zstd", use_dictionary=list(_DICTIONARY)
    ) as writer:
        while some := list(islice(told, GROUP)):
            writer.write_table(_table(some))
            yield sink.taken()
    yield sink.taken()


def _table(some: list[Row]) -> pa.Table:
    columns = dict(zip(Row._fields, zip(*some, strict=True), strict=True))
    told = {
        **columns,
        "id": [int(pk) for pk in columns["id"]],
        "at": [datetime.fromisoformat(at) for at in columns["at"]],
        "intents": [names.split() for names in columns["intents"]],
    }
    return pa.table({name: list(told[name]) for name in SCHEMA.names}, schema=SCHEMA)
