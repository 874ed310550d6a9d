"""Every door of the room: works, reader 403, stranger 404, wrong method 405, nobody to the log-in."""

from datetime import date

import pytest
from django.urls import reverse

from hanjari.people import actions as people
from hanjari.people.permissions import Permission

PAGES = [
    "members", "invite", "roles", "add_role", "departments", "hours", "organisation", "calls", "add_webhook",
]  # fmt: skip
OWN_PAGES = ["mine", "sessions", "address", "reach"]
ACTS = {
    "disable": "member",
    "enable": "member",
    "new_password": "member",
    "forget_second_factor": "member",
    "withdraw": "invitation",
    "remove_role": "role",
    "remove_department": "department",
    "reopen": "closed_day",
    "remove_webhook": "webhook",
    "try_webhook": "webhook",
}
ROWS = {"member": "member", "address_of": "member", "role": "role", "department": "department"}


@pytest.fixture
def rows(yuna, minseo, hanbit) -> dict[str, int]:
    """One row of each noun of Hanbit."""
    invitation, _ = people.invite(hanbit.roles["agent"], by=yuna)
    return {
        "member": minseo.pk,
        "invitation": invitation.pk,
        "role": people.add_role("Writer", [Permission.REPLY], by=yuna).pk,
        "department": hanbit.departments["법무"].pk,
        "webhook": people.add_webhook("메신저", "https://a.example/", hears="usual", by=yuna)[0].pk,
        "closed_day": people.add_closed_day(date(2026, 12, 31), "종무식", by=yuna).pk,
    }


@pytest.mark.parametrize("name", PAGES + OWN_PAGES)
def test_an_administrator_opens_every_page(name, yuna, as_member):
    response = as_member(yuna).get(reverse(f"people:{name}"))
    assert response.status_code == 200
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_is_told_that_the_role_does_not_allow_it(name, doyun, as_member):
    response = as_member(doyun).get(reverse(f"people:{name}"))
    assert response.status_code == 403
    assert "Traceback" not in response.content.decode()


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_reader_has_settings_of_their_own(name, doyun, as_member):
    assert as_member(doyun).get(reverse(f"people:{name}")).status_code == 200


@pytest.mark.parametrize("name", ROWS)
def test_the_page_of_one_row_opens_for_its_desk_alone(name, rows, yuna, doyun, taeyang, as_member):
    address = reverse(f"people:{name}", args=[rows[ROWS[name]]])
    assert as_member(yuna).get(address).status_code == 200
    assert as_member(doyun).get(address).status_code == 403
    assert as_member(taeyang).get(address).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_done_for_its_desk_alone(name, rows, yuna, doyun, taeyang, as_member):
    address = reverse(f"people:{name}", args=[rows[ACTS[name]]])
    assert as_member(taeyang).post(address).status_code == 404
    assert as_member(doyun).post(address).status_code == 403
    assert as_member(yuna).post(address).status_code in {200, 302}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_not_done_by_looking(name, rows, yuna, as_member):
    address = reverse(f"people:{name}", args=[rows[ACTS[name]]])
    assert as_member(yuna).get(address).status_code == 405


@pytest.mark.parametrize("name", PAGES + OWN_PAGES)
def test_a_page_refuses_other_methods(name, yuna, as_member):
    assert as_member(yuna).delete(reverse(f"people:{name}")).status_code == 405


@pytest.mark.parametrize("name", PAGES + OWN_PAGES)
def test_nobody_is_sent_to_the_log_in(name, client, db):
    address = reverse(f"people:{name}")
    response = client.get(address)
    assert (response.status_code, response.url) == (302, f"/account/login/?next={address}")


def test_a_fragment_of_nobody_moves_the_whole_window(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/roles/?a=b"}
    response = client.get(reverse("people:members"), headers=headers)
    assert response["HX-Redirect"] == "/account/login/?next=/settings/roles/%3Fa%3Db"


@pytest.mark.parametrize("name", ["invite", "organisation", "add_role", "add_webhook"])
def test_a_sensitive_act_asks_for_the_password_again(name, yuna, client):
    client.force_login(yuna)
    response = client.post(reverse(f"people:{name}"), {"name": "x"})
    assert response.status_code == 302
    assert response.url.startswith("/account/reauthenticate/?next=")
