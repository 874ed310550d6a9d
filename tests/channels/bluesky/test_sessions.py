"""Sessions by app password on the real PDS: opened once, kept alive, opened anew only when lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from tests.channels.bluesky.bench import connected
from tests.servers.bluesky import bluesky_network

from hanjari.channels.contract import Access, BrokenError, FreeMeter, SpentError
from hanjari.channels.kinds.bluesky import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


class Counted(FreeMeter):
    """A meter that remembers, and stops at so many sessions."""

    def __init__(self, sessions: int = 99) -> None:
        self.taken: list[str] = []
        self.left = sessions

    def take(self, name: str, count: int = 1, *, microcents: int = 0) -> None:
        if name == "sessions":
            self.left -= count
            if self.left < 0:
                raise SpentError("rate", "다섯 분에 서른 번까지", 120.0)
        self.taken += [name] * count


def kept(access: Access, grant) -> Access:
    return replace(
        access,
        settings={**access.settings, **grant.settings},
        secrets={**access.secrets, **grant.secrets},
    )


def app_password(sky) -> str:
    told = {"name": "hanjari"}
    return sky.us.call("com.atproto.server.createAppPassword", json=told).json()["password"]


def test_an_app_password_opens_a_session_and_all_is_well(sky, open_account):
    sky.us.password = app_password(sky)
    access = connected(bluesky_network(), sky.us)
    assert access.own_ids == (sky.us.did,)
    assert access.settings["username"] == sky.us.handle
    assert access.settings["pds"] == sky.us.pds
    assert all(one.is_well for one in KIND.health(access))
    assert KIND.renew(access) is None, "it lasts"


def test_a_session_is_renewed_before_it_ends_and_the_new_tokens_work(open_account):
    meter = Counted()
    access = open_account(meter=meter)
    with time_machine.travel(now() + timedelta(minutes=110), tick=True):
        grant = KIND.renew(access)
    assert grant.secrets["refresh_token"] != access.secrets["refresh_token"]
    assert "sessions" not in meter.taken, "renewing is no login"
    assert KIND.health(kept(access, grant))[0].is_well


def test_a_session_that_was_revoked_is_opened_anew_by_the_app_password(open_account):
    access = open_account(meter=Counted())
    lost = replace(access, secrets={**access.secrets, "refresh_token": "lost"})
    with time_machine.travel(now() + timedelta(minutes=110), tick=True):
        grant = KIND.renew(lost)
    assert KIND.health(kept(lost, grant))[0].is_well
    assert access.meter.taken.count("sessions") == 1


def test_logging_in_too_often_is_stopped_here_before_bluesky_does(open_account):
    access = open_account(meter=Counted(sessions=0))
    access.secrets.pop("access_token")
    with pytest.raises(BrokenError) as broken:
        KIND.renew(access)
    assert broken.value.code == "rate"
    assert broken.value.retry_after == 120
    assert not broken.value.needs_person


def test_a_wrong_password_asks_for_a_person_and_is_shown_nowhere(open_account):
    access = open_account()
    access.secrets.pop("access_token")
    access.secrets["app_password"] = "abcd-wrong-wrong"
    with pytest.raises(BrokenError, match="앱 비밀번호") as broken:
        KIND.renew(access)
    assert broken.value.needs_person
    (check,) = KIND.health(access)
    assert not check.is_well
    assert check.remedy
    assert "abcd-wrong" not in f"{broken.value} {check}"


@pytest.mark.parametrize("handle", ["nobody-at-all.test", "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"])
def test_an_account_that_nobody_has_is_told_by_name(open_account, handle):
    access = open_account(handle=handle)
    access.secrets.pop("access_token")
    with pytest.raises(BrokenError, match=handle) as broken:
        KIND.renew(access)
    assert broken.value.needs_person


def test_the_form_takes_a_handle_as_people_write_it_and_few_searches():
    form = KIND.form()({"handle": " @Hanbit.BSKY.social ", "searches": "물  맛\n\n물 맛\n정수기"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["handle"] == "hanbit.bsky.social"
    assert form.cleaned_data["searches"] == "물 맛\n정수기"
    wrong = {
        "handle": "한빛",
        "searches": "\n".join(map(str, range(11))),
        "stream_url": "https://relay.example",
    }
    assert set(KIND.form()(wrong).errors) == set(wrong)
    assert "searches" in KIND.form()({"handle": "a.kr", "searches": "가" * 201}).errors
