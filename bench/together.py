"""Processes of a bench that begin at one word: what starting takes is in nobody's figure."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from bench.desk import ROOT


def together(runs: Sequence[Sequence[str]]) -> list[Any]:
    """Start `python -m …` for each; the word, once all are ready; what each says with its last line (JSON).

    A run prints `ready`, reads a line, and then does what is measured: `await_word`.
    """
    started = [
        subprocess.Popen(
            [sys.executable, "-m", *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for words in runs
    ]  # fmt: skip
    for one in started:
        while (said := one.stdout.readline()) and said.strip() != "ready":  # type: ignore[union-attr]
            pass
    for one in started:
        one.stdin.write("go\n")  # type: ignore[union-attr]
        one.stdin.flush()  # type: ignore[union-attr]
    return [json.loads(one.communicate()[0].splitlines()[-1]) for one in started]


def await_word() -> None:
    """Say that this run is ready, and wait for the others."""
    print("ready", flush=True)
    sys.stdin.readline()
