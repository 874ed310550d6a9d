"""A pretend network whose every answer a test can choose, and accounts on it."""

import pytest
from tests.channels.consenting import Consenting
from tests.channels.pretend import Pretend

from hanjari.channels import registry
from hanjari.channels.models import Account


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def pretend(monkeypatch) -> Pretend:
    """The pretend network, known to the registry beside the real kinds."""
    kind = Pretend()
    known = {**registry.kinds(), kind.slug: kind}
    monkeypatch.setattr(registry, "kinds", lambda: known)
    return kind


@pytest.fixture
def network(monkeypatch) -> Consenting:
    """The pretend network that asks for permission at a page of its own."""
    kind = Consenting()
    known = {**registry.kinds(), kind.slug: kind}
    monkeypatch.setattr(registry, "kinds", lambda: known)
    return kind


@pytest.fixture
def account(pretend, hanbit, yuna) -> Account:
    return Account.objects.create(
        organisation=hanbit.organisation, kind="pretend", name="한빛 가상", owner=yuna
    )
