"""The archive's bench: no network at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.channels.bench import Bench

from hanjari.channels import registry
from hanjari.channels.contract import Access


class ArchiveBench(Bench):
    """An archive account, which neither pulls nor answers."""

    def __init__(self) -> None:
        self.kind = registry.kind("archive")

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        return Access(7, "옛 게시판", {}, {}, cursor or {})


@contextmanager
def bench() -> Iterator[ArchiveBench]:
    yield ArchiveBench()
