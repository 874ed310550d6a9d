"""The simulated KakaoTalk by both ways, and accounts whose settings a test may change."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.channels.kakao.bench import KakaoBench, SkillBench, bench, skill_bench

from hanjari.channels.contract import Access


@pytest.fixture
def dealer(settings) -> Iterator[KakaoBench]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with bench() as opened:
        yield opened


@pytest.fixture
def chatbot(settings) -> Iterator[SkillBench]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with skill_bench() as opened:
        yield opened


def with_settings(access: Access, **changes) -> Access:
    return replace(access, settings={**access.settings, **changes})
