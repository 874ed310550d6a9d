"""Many threads of many processes at one meter: never more is granted than there is."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.db import connection
from tests.channels import takers_numbers as numbers
from tests.servers.house import PATIENCE, ROOT

PROCESSES = 2


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Mapping[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "hanjari.config.settings",
        "HANJARI_HOME": str(tmp_path_factory.mktemp("meter") / "home"),
    }


@pytest.fixture(scope="module")
def file_store(environment) -> Mapping[str, str]:
    """A SQLite file like an operator's."""
    alone = {name: value for name, value in environment.items() if name != "DATABASE_URL"}
    subprocess.run([sys.executable, "-m", "hanjari", "migrate"], env=alone, check=True)
    return alone


@pytest.fixture
def store(request, environment) -> Mapping[str, str]:
    """Where the processes meet: the tests' own PostgreSQL, or a file."""
    if connection.vendor != "postgresql":
        return request.getfixturevalue("file_store")
    told = connection.settings_dict
    place = f"{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    return {**environment, "DATABASE_URL": f"postgresql://{place}"}


def begin(store: Mapping[str, str], *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.channels.takers", *words],
        env=store,
        cwd=Path(ROOT),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: "subprocess.Popen[str]") -> list[int]:
    out, _ = process.communicate("", timeout=PATIENCE)
    assert process.returncode == 0
    return [int(word) for word in out.split()]


@pytest.mark.django_db(transaction=True)
def test_processes_and_threads_are_granted_just_what_there_is(store):
    """Of the network's limit and of the month's money, which other threads spend meanwhile."""
    (account,) = said(begin(store, "plant"))
    processes = [begin(store, str(account)) for _ in range(PROCESSES)]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    pages, posts = zip(*map(said, processes), strict=True)
    assert (sum(pages), sum(posts)) == (numbers.MOST, numbers.BUDGET_CENTS * 2)
