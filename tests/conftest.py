"""The cast as fixtures, the shared data's place, and closed sockets."""

from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from tests.servers import lasting, mail
from tests.servers.house import empty_house, house, prepared_home
from tests.servers.mail import MailServer

import bench.nab  # noqa: F401 (so that `bench` stays this folder: tests of channels have files of that name)
from hanjari.demo import cast
from hanjari.kit import brief
from hanjari.listening.ingest import matching
from hanjari.people.models import Member

__all__ = ["empty_house", "house", "prepared_home"]  # fixtures, known to every room
hypothesis_settings.register_profile("untimed", deadline=None)  # a busy machine is no bug
hypothesis_settings.load_profile("untimed")
ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"
LOOPBACK = ["127.0.0.1", "::1", "localhost"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open loopback, and nothing else, to tests that start servers; the longest files go first.

    Two processes share the files out; a trial of ten minutes that came last would run alone.
    """
    for item in items:
        if item.get_closest_marker("real_server") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in slow, item.path.parent.name != "kill"))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish() -> None:
    """Whatever the tests started and shared ends with them."""
    lasting.stop_all()


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path_factory) -> None:
    settings.KEY_FILE = tmp_path_factory.getbasetemp() / "seal.key"


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """A page that an earlier test asked for leaves its reader's language in the thread."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _own_seal_log(settings, tmp_path) -> None:
    settings.SEAL_LOG = tmp_path / "seals.log"


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    """Argon2 is slow by design; the tests that are about passwords set it back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_second_hearing(settings) -> None:
    """What reads by meaning takes a second to load; the tests that are about it switch it on."""
    settings.MEANING = False


@pytest.fixture(autouse=True)
def _own_queries() -> None:
    """Standing queries stay compiled for half a second, longer than a test takes."""
    matching.forget()


@pytest.fixture
def unhurried(monkeypatch) -> None:
    """Brief memory forgets nothing in this test, however busy the machine is: queries are counted."""
    now = brief.monotonic()
    monkeypatch.setattr(brief, "monotonic", lambda: now)


@pytest.fixture
def shared_data() -> Path:
    """The folder of real data sets beside the checkout; tests that need it skip where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the shared data sets do not lie beside this checkout")
    return SHARED_DATA


@pytest.fixture
def mail_server() -> MailServer:
    """Dovecot and Postfix, one for the whole run; mark such tests `real_server`."""
    return mail.mail_server()


@pytest.fixture
def hanbit(db) -> cast.Company:
    return cast.seat_hanbit()


@pytest.fixture
def narae(db) -> cast.Company:
    return cast.seat_narae()


@pytest.fixture
def minseo(hanbit) -> Member:
    return hanbit.members["minseo"]


@pytest.fixture
def jiho(hanbit) -> Member:
    return hanbit.members["jiho"]


@pytest.fixture
def sora(hanbit) -> Member:
    return hanbit.members["sora"]


@pytest.fixture
def doyun(hanbit) -> Member:
    return hanbit.members["doyun"]


@pytest.fixture
def yuna(hanbit) -> Member:
    return hanbit.members["yuna"]


@pytest.fixture
def taeyang(narae) -> Member:
    return narae.members["taeyang"]
