"""A promise of Hanbit's: Minseo keeps it, Sora looks whether it is kept, Jiho decides."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hanjari.commitments import actions as commitments
from hanjari.commitments.models import Commitment

DUE = date(2026, 12, 24)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def promise(hanbit, minseo, sora) -> Commitment:
    return commitments.propose(
        hanbit.organisation,
        "앱 로그인 오류를 고치고 접속 성공률을 99.9%로 올립니다",
        by=minseo,
        first_due=DUE,
        owner=minseo,
        verifier=sora,
        measure="접속 성공률",
        target="99.9%",
    )


@pytest.fixture
def decided(promise, jiho) -> Commitment:
    return commitments.accept(promise, by=jiho)


@pytest.fixture
def shown(decided, minseo) -> Any:
    return commitments.submit_evidence(
        decided, by=minseo, kind="url", url="https://status.example.org/login", words="30일 기록"
    )
