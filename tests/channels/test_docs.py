"""The page about a new channel tells of everything that the contract asks."""

import inspect
from dataclasses import fields
from pathlib import Path

from tests.channels.bench import Bench

from hanjari.channels.contract import Capabilities, Kind

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "new-channel.md").read_text()


def test_every_method_of_a_kind_is_told() -> None:
    methods = [name for name, _ in inspect.getmembers(Kind, inspect.isfunction) if name[0] != "_"]
    assert methods
    assert [name for name in methods if f"`{name}(" not in PAGE] == []


def test_every_capability_is_told() -> None:
    assert [field.name for field in fields(Capabilities) if f"`{field.name}`" not in PAGE] == []


def test_every_part_of_a_bench_is_told() -> None:
    methods = [name for name, _ in inspect.getmembers(Bench, inspect.isfunction) if name[0] != "_"]
    assert methods
    assert [name for name in methods if f"`{name}(" not in PAGE] == []
