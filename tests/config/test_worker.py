"""`hanjari worker` started while its PostgreSQL is away."""

import signal
from collections.abc import Iterator

import pytest
from tests.servers.house import PATIENCE, House
from tests.servers.postgresql import PostgreSQL, running_postgresql

pytestmark = [pytest.mark.real_server, pytest.mark.slow]
WAITS, STARTED = "worker.waits_for_database", "worker.started"


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[tuple[House, PostgreSQL]]:
    house = House(tmp_path_factory.mktemp("away") / "home")
    with running_postgresql() as database:
        house.environment["DATABASE_URL"] = database.url
        assert house.run("migrate").returncode == 0
        yield house, database


@pytest.fixture
def away(desk) -> tuple[House, PostgreSQL]:
    """The desk with its database away and an empty log."""
    house, database = desk
    database.stop()
    house.log.write_text("")
    return desk


def test_who_waits_for_the_database_can_be_stopped(away):
    house, _ = away
    with house.running("worker") as process:
        house.wait_until(lambda: WAITS in house.said(), PATIENCE)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert STARTED not in house.said()


def test_it_begins_once_the_database_is_there(away):
    house, database = away
    with house.running("worker") as process:
        house.wait_until(lambda: house.said().count(WAITS) > 2, PATIENCE)
        assert process.poll() is None
        database.start()
        house.wait_until(lambda: STARTED in house.said(), PATIENCE)
    assert "Traceback" not in house.said()
