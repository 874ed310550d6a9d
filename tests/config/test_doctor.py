"""The doctor finds each planted fault and says it in plain words."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.utils import translation
from tests.servers.house import House

from hanjari.channels.models import Account
from hanjari.config.examinations import look_at_home, look_at_rows, look_at_surroundings
from hanjari.journal import actions as journal
from hanjari.journal.guards import lower_guards, raise_guards
from hanjari.journal.models import Retry
from hanjari.journal.sealing import seal
from hanjari.kit.clock import now
from hanjari.kit.secrets import make_key_file

real = [pytest.mark.real_server, pytest.mark.slow]


def lines(look):
    return "\n".join(sign.line() for sign in look())


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir(mode=0o700)
    settings.KEY_FILE = settings.HOME / "seal.key"
    make_key_file(settings.KEY_FILE)
    return settings.HOME


def test_a_well_home_is_well(home):
    assert "✗" not in lines(look_at_home)


def test_an_open_home_is_found(home):
    home.chmod(0o755)
    assert "✗ Home" in lines(look_at_home)


def test_an_open_key_file_is_found(home):
    (home / "seal.key").chmod(0o644)
    assert "seal.key is open to other users" in lines(look_at_home)


def test_a_lost_key_file_is_found(home):
    (home / "seal.key").unlink()
    assert "seal.key is missing" in lines(look_at_home)


def test_a_spoilt_key_file_is_found(home):
    (home / "seal.key").write_text("nonsense\n")
    assert "holds no key" in lines(look_at_home)


def test_debug_is_found(home, settings):
    settings.DEBUG = True
    assert "✗ Settings: HANJARI_DEBUG is on" in lines(look_at_home)


@pytest.mark.parametrize(
    ("free", "words"),
    [
        (0, "✗ Disk: is full."),
        (10**8, "✗ Disk: 0.1 GB free"),
        (10**9, "! Disk"),
        (10**10, "✓ Disk"),
    ],
)
def test_a_full_disk_is_found(home, monkeypatch, free, words):
    monkeypatch.setattr("hanjari.kit.disk.free", lambda: free)
    assert words in lines(look_at_home)


def test_well_rows_are_well(hanbit):
    assert "✗" not in lines(look_at_rows)
    assert "✓ People: 5 members" in lines(look_at_rows)


def test_a_desk_without_administrator_is_noticed(db):
    assert "! People: there is no administrator yet" in lines(look_at_rows)


def test_a_dropped_guard_is_found(db):
    connection.cursor().execute(
        "DROP TRIGGER journal_entry_kept_forever"
        + (" ON journal_entry" if connection.vendor == "postgresql" else "")
    )
    assert "journal_entry_kept_forever missing" in lines(look_at_rows)


def test_a_changed_entry_is_found(db):
    journal.record("note.added", "note", 1, organisation=None)
    seal()
    lower_guards(connection)
    connection.cursor().execute("UPDATE journal_entry SET noun_id = 2")
    raise_guards(connection)
    assert "✗ Journal: was changed in 1 places. Entry 1 " in lines(look_at_rows)


def test_an_entry_that_was_given_up_is_found(db):
    entry = journal.record("note.added", "note", 1, organisation=None)
    Retry.objects.create(
        listener="x.y", entry=entry, not_before=now(), error="ValueError: no", given_up_at=now()
    )
    assert "✗ Listeners: x.y gave up 1 entries" in lines(look_at_rows)


def test_a_channel_whose_key_is_lost_is_found(hanbit):
    Account.objects.create(
        organisation=hanbit.organisation,
        kind="feed",
        name="news",
        secrets=Fernet(Fernet.generate_key()).encrypt(b"{}"),
    )
    assert "✗ Channel news: its secrets cannot be opened" in lines(look_at_rows)


@pytest.mark.real_server
def test_a_house_that_is_not_open_and_a_dead_mail_server_are_found(home, settings):
    settings.PUBLIC_URL, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "http://127.0.0.1:9",
        "127.0.0.1",
        9,
    )
    said = lines(look_at_surroundings)
    assert "! Worker: none is running" in said
    assert "! Pages: nobody answers" in said
    assert "✗ Mail: 127.0.0.1:9 refuses" in said


def doctor(house: House, **more):
    done = house.run("doctor", **more)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


class TestCommand:
    """The command itself, with faults that no test database can have."""

    pytestmark = real

    def test_a_well_house_is_well(self, house):
        house.tell(
            "from hanjari.channels.models import Account; from hanjari.demo import cast\n"
            "hanbit = cast.seat_hanbit().organisation\n"
            "Account.objects.create(organisation=hanbit, kind='webform', name='문의')"
        )
        with house.serving():
            house.wait_until(lambda: list((house.home / "run").glob("worker-*.json")))
            status, said = doctor(house)
        assert status == 0, said
        assert "✓ Channel 문의: Well" in said, "one language, whatever the desk's own is"
        assert "All is well." in said

    def test_a_damaged_database_is_found(self, house):
        path = house.home / "hanjari.sqlite3"
        content = bytearray(path.read_bytes())
        content[20 * 4096 : 24 * 4096] = b"\xff" * 4 * 4096
        path.write_bytes(content)
        status, said = doctor(house)
        assert "✗ Database: " in said
        assert status == 1

    def test_an_older_database_is_found(self, house):
        house.tell(
            "from django.core.management import call_command\n"
            "call_command('migrate', 'sessions', 'zero', verbosity=0)"
        )
        assert "✗ Migrations: 1 are waiting" in doctor(house)[1]

    @pytest.mark.parametrize(
        ("url", "words"),
        [
            ("mysql://x", "only postgresql:// is known"),
            ("postgresql://x@127.0.0.1:9/x", "✗ Database: cannot be opened"),
        ],
    )
    def test_a_wrong_database_is_found(self, house, url, words):
        status, said = doctor(house, DATABASE_URL=url)
        assert words in said
        assert status == 1


@pytest.mark.parametrize(
    ("fault", "sign"),
    [
        ({"failure": {"words": "No answer."}, "failing_since": "now"}, "! Channel news: Not reached. No answer."),
        ({"failure": {"words": "Wrong password."}, "halted_at": "now"}, "✗ Channel news: Needs you. Wrong password."),
        ({"stopped_for": "budget", "stopped_until": "later"}, "✗ Channel news: Stopped: budget."),
        ({"next_pull_at": "before"}, "! Channel news: Late. It is due to be read"),
    ],
    ids=["failing", "halted", "out of money", "silent"],
)  # fmt: skip
def test_an_ill_channel_is_named_with_what_to_do(hanbit, fault, sign):
    times = {"now": now(), "later": now() + timedelta(days=3), "before": now() - timedelta(hours=1)}
    told = {
        name: times.get(value, value) if isinstance(value, str) else value
        for name, value in fault.items()
    }
    told.setdefault("next_pull_at", now() + timedelta(hours=1))
    Account.objects.create(
        organisation=hanbit.organisation, kind="feed", name="news", last_success_at=now(), **told
    )
    with translation.override("en"):
        said = lines(look_at_rows)
    assert sign in said
    line = next(line for line in said.splitlines() if "Channel news" in line)
    assert "Everything received is safe" in said or "Raise its budget" in said, line
