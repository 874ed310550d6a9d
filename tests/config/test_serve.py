"""`hanjari serve` with real processes: it opens, keeps its children alive and leaves nothing behind."""

import os
import signal
import socket
import time

import pytest

pytestmark = [pytest.mark.real_server, pytest.mark.slow]


def is_free(port):
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return door.connect_ex(("127.0.0.1", port)) != 0


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_fresh_home_is_set_up_and_says_how_to_become_its_administrator(empty_house):
    with empty_house.serving():
        said = empty_house.said()
    assert "Setting up the database." in said
    assert f"{empty_house.url}/join/first/" in said
    assert "Hanjari is open at" in empty_house.said()


def test_one_stop_ends_all_and_frees_the_port(house):
    with house.serving() as served:
        house.wait_until(lambda: len(house.children(served.pid)) == 2)
        children = house.children(served.pid)
        served.send_signal(signal.SIGINT)
        assert served.wait(8) == 0
    assert all(is_gone(child) for child in children)
    assert is_free(house.port)
    assert "panic" not in house.said()


@pytest.mark.parametrize("child", ["pages", "worker"])
def test_a_killed_child_is_started_again_and_that_is_said(house, child):
    with house.serving() as served:
        house.wait_until(lambda: house.children(served.pid, "worker"))
        [before] = house.children(served.pid, child)
        os.kill(before, signal.SIGKILL)
        house.wait_until(lambda: house.children(served.pid, child) not in ([], [before]))
        house.wait_until(house.answers)
    assert "died (signal 9)" in house.said()
    assert "was started again" in house.said()


def test_children_do_not_outlive_a_killed_watch(house):
    with house.serving() as served:
        house.wait_until(lambda: len(house.children(served.pid)) == 2)
        children = house.children(served.pid)
        served.kill()
        served.wait()
        house.wait_until(lambda: all(is_gone(child) for child in children))
    assert is_free(house.port)


def test_a_taken_port_is_told_in_words(house):
    with socket.socket() as other:
        other.bind(("127.0.0.1", house.port))
        other.listen()
        done = house.run("serve", "--port", str(house.port))
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Nothing was started" in done.stderr
    assert "Traceback" not in done.stderr


def test_several_page_workers_share_the_port(house):
    with house.serving("--workers", "2") as served:
        house.wait_until(lambda: len(house.children(served.pid, "pages")) == 2)
        one, _ = house.children(served.pid, "pages")
        os.kill(one, signal.SIGKILL)
        house.wait_until(house.answers)


def test_an_older_database_is_copied_before_it_is_brought_up(house):
    house.tell(
        "from django.core.management import call_command\n"
        "call_command('migrate', 'sessions', 'zero', verbosity=0)"
    )
    with house.serving():
        assert "Kept a copy of the database first" in house.said()
    assert list((house.home / "backups").glob("before-migration-*.sqlite3"))


def test_a_worker_stops_within_five_seconds(house):
    with house.running("worker") as worker:
        house.wait_until(lambda: "worker.started" in house.said())
        begun = time.monotonic()
        worker.terminate()
        assert worker.wait(6) == 0
        assert time.monotonic() - begun < 5
    assert not list((house.home / "run").glob("worker-*.json"))
