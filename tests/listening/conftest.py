"""A place where people speak, in Hanbit's hands."""

import pytest
from tests.listening.spoken import Spoken

from hanjari.channels.models import Account
from hanjari.channels.registry import kinds


@pytest.fixture(autouse=True)
def _spoken(monkeypatch) -> None:
    monkeypatch.setitem(kinds(), "spoken", Spoken())


@pytest.fixture
def square(hanbit) -> Account:
    return Account.objects.create(organisation=hanbit.organisation, kind="spoken", name="광장")


@pytest.fixture
def market(hanbit) -> Account:
    return Account.objects.create(organisation=hanbit.organisation, kind="spoken", name="장터")
