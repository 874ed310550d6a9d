"""What is done through the pages, good and bad input alike."""

import pytest
from django.urls import reverse

from hanjari.people import actions as people
from hanjari.people.models import Invitation, Member, Role

GUEST = {
    "name": "가온",
    "email": "Gaon@hanbit.example",
    "password": "celadon-table-5",
    "again": "celadon-table-5",
}
FOUNDER = {
    **GUEST,
    "organisation": "한빛",
    "department": "고객응대",
    "language": "ko",
    "time_zone": "Asia/Seoul",
}


def test_the_first_key_page_founds_the_desk_once(client, db):
    address = reverse("people:found", args=[people.make_first_key()])
    assert client.get(address).status_code == 200
    assert client.post(address, FOUNDER).url == reverse("account_login")
    assert Member.objects.get().email == "gaon@hanbit.example"
    again = client.get(address)
    assert again.status_code == 410
    assert client.post(address, FOUNDER).status_code == 410


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation", ""),
        ("time_zone", "Mars/Olympus"),
        ("language", "xx"),
        ("email", "nobody"),
        ("password", "1234567890"),
        ("password", "short"),
        ("again", "something-else"),
        ("name", "a\u202eb"),
        ("name", "가" * 81),
    ],
)
def test_the_first_key_stays_good_after_bad_input(field, value, client, db):
    address = reverse("people:found", args=[people.make_first_key()])
    response = client.post(address, {**FOUNDER, field: value})
    assert response.status_code == 422
    assert "field__error" in response.content.decode()
    assert client.post(address, FOUNDER).status_code == 302


def test_a_guest_joins_by_the_link_that_was_shown(yuna, hanbit, as_member, client):
    answers = {"role": hanbit.roles["agent"].pk, "language": "en", "email": ""}
    page = as_member(yuna).post(reverse("people:invite"), answers).content.decode()
    address = page.split("/join/")[1].split("/")[0]
    guest = client.get(f"/join/{address}/").content.decode()
    assert '<html lang="en"' in guest
    assert "Welcome to the desk of 한빛" in guest
    assert client.post(f"/join/{address}/", GUEST).status_code == 302
    joined = Member.objects.get(email="gaon@hanbit.example")
    assert joined.language == "en"
    assert client.get(f"/join/{address}/").status_code == 410


def test_an_invited_address_cannot_be_exchanged(yuna, hanbit, client):
    _, secret = people.invite(hanbit.roles["agent"], by=yuna, email="gaon@hanbit.example")
    client.post(f"/join/{secret}/", {**GUEST, "email": "other@hanbit.example"})
    assert Member.objects.filter(email="gaon@hanbit.example").exists()


def test_a_guest_with_a_taken_address_is_told_and_may_try_again(yuna, minseo, hanbit, client):
    _, secret = people.invite(hanbit.roles["agent"], by=yuna)
    response = client.post(f"/join/{secret}/", {**GUEST, "email": minseo.email})
    assert response.status_code == 422
    assert client.post(f"/join/{secret}/", GUEST).status_code == 302


def test_an_unknown_link_says_what_to_do(client, db):
    response = client.get("/join/not-a-secret/")
    assert response.status_code == 410


def test_an_invitation_to_a_strangers_role_is_not_made(yuna, narae, as_member):
    answers = {"role": narae.roles["agent"].pk, "language": "ko"}
    assert as_member(yuna).post(reverse("people:invite"), answers).status_code == 422
    assert not Invitation.objects.exists()


def test_a_member_gets_role_and_departments(yuna, minseo, hanbit, as_member):
    legal = hanbit.departments["법무"]
    answers = {"role": hanbit.roles["lead"].pk, "departments": [legal.pk]}
    as_member(yuna).post(reverse("people:member", args=[minseo.pk]), answers)
    minseo.refresh_from_db()
    assert minseo.role == hanbit.roles["lead"]
    assert list(minseo.departments.all()) == [legal]


def test_the_last_administrator_reads_why_nothing_changed(yuna, hanbit, as_member):
    answers = {"role": hanbit.roles["agent"].pk}
    page = as_member(yuna).post(reverse("people:member", args=[yuna.pk]), answers)
    assert "data-toast" in page.content.decode()
    yuna.refresh_from_db()
    assert yuna.role.standard == "administrator"


def test_a_new_password_link_sets_a_password(yuna, minseo, as_member, client):
    address = reverse("people:new_password", args=[minseo.pk])
    page = as_member(yuna).post(address).content.decode()
    path = (
        "/account/password/reset/key/" + page.split("/account/password/reset/key/")[1].split("<")[0]
    )
    form = client.get(path, follow=True)
    target = form.redirect_chain[-1][0]
    words = {"password1": "celadon-table-5", "password2": "celadon-table-5"}
    assert client.post(target, words).status_code == 302
    minseo.refresh_from_db()
    assert minseo.check_password("celadon-table-5")
    assert "password1" not in client.get(path, follow=True).content.decode()


def test_a_copied_role_begins_as_the_other(yuna, hanbit, as_member):
    client = as_member(yuna)
    page = client.get(reverse("people:add_role") + f"?copy={hanbit.roles['reader'].pk}")
    assert page.content.decode().count(" checked") == 1
    answers = {"name": "당직", "permissions": ["conversation.read_all", "note.write"]}
    client.post(reverse("people:add_role"), answers)
    role = Role.objects.get(name="당직")
    assert role.permissions == ["conversation.read_all", "note.write"]
    client.post(reverse("people:role", args=[role.pk]), {"name": "당직", "permissions": []})
    role.refresh_from_db()
    assert role.permissions == []


@pytest.mark.parametrize("copied", ["0", "x", "99999999999999999999999"])
def test_a_role_that_is_not_there_is_not_copied(copied, yuna, as_member):
    response = as_member(yuna).get(reverse("people:add_role") + f"?copy={copied}")
    assert response.status_code in {200, 404}


def test_a_strangers_role_is_not_copied(taeyang, hanbit, as_member):
    address = reverse("people:add_role") + f"?copy={hanbit.roles['agent'].pk}"
    assert as_member(taeyang).get(address).status_code == 404


def test_a_role_of_unknown_permissions_is_refused(yuna, as_member):
    answers = {"name": "X", "permissions": ["world.rule"]}
    assert as_member(yuna).post(reverse("people:add_role"), answers).status_code == 422


def test_departments_are_added_renamed_and_removed(yuna, hanbit, as_member):
    client, desk = as_member(yuna), hanbit.organisation
    client.post(reverse("people:departments"), {"name": "연구"})
    department = desk.departments.get(name="연구")
    client.post(reverse("people:department", args=[department.pk]), {"name": "연구소"})
    assert desk.departments.filter(name="연구소").exists()
    client.post(reverse("people:remove_department", args=[department.pk]))
    assert not desk.departments.filter(name="연구소").exists()
    assert client.post(reverse("people:departments"), {"name": " "}).status_code == 422


def test_a_day_has_a_break(yuna, as_member):
    answers = {"opens_0": "09:00", "closes_0": "18:00", "rests_0": "12:00", "resumes_0": "13:00"}
    client = as_member(yuna)
    assert client.post(reverse("people:hours"), answers).status_code == 302
    week = [f"{hour}" for hour in yuna.organisation.opening_hours.all()]
    assert week == ["0 09:00–12:00", "0 13:00–18:00"]
    page = client.get(reverse("people:hours")).content.decode()
    assert 'name="rests_0" value="12:00"' in page


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"opens_0": "09:00"},
        {"opens_0": "25:00", "closes_0": "18:00"},
        {"opens_0": "09:00", "closes_0": "18:00", "rests_0": "08:00", "resumes_0": "13:00"},
        {"opens_0": "09:00", "closes_0": "18:00", "rests_0": "12:00"},
        {"opens_0": "09:00", "closes_0": "18:00", "rests_0": "17:00", "resumes_0": "19:00"},
    ],
)
def test_a_week_that_makes_no_sense_is_refused(answers, yuna, as_member):
    response = as_member(yuna).post(reverse("people:hours"), answers)
    assert response.status_code == 422
    assert yuna.organisation.opening_hours.count() == 5


def test_a_closed_day_is_added_and_taken_back(yuna, as_member):
    client, desk = as_member(yuna), yuna.organisation
    client.post(reverse("people:close"), {"day": "2026-12-31", "name": "종무식"})
    assert client.post(reverse("people:close"), {"day": "someday"}).status_code == 422
    client.post(reverse("people:reopen", args=[desk.closed_days.get().pk]))
    assert not desk.closed_days.exists()


def test_the_desk_changes_its_name_and_calendar(yuna, as_member):
    answers = {"name": "한빛정수", "language": "en", "time_zone": "UTC", "holidays": ""}
    as_member(yuna).post(reverse("people:organisation"), answers)
    yuna.organisation.refresh_from_db()
    assert (yuna.organisation.name, yuna.organisation.holidays) == ("한빛정수", "")


def test_a_member_speaks_another_language_at_the_next_page(minseo, as_member):
    client = as_member(minseo)
    answers = {"name": "민서", "language": "en", "time_zone": "", "theme": "dark"}
    client.post(reverse("people:mine"), answers)
    page = client.get(reverse("people:mine")).content.decode()
    assert '<html lang="en" data-theme="dark"' in page
    minseo.refresh_from_db()
    assert not minseo.has_shortcuts


def test_a_reader_without_account_chooses_a_language(client, db):
    address = reverse("people:choose_language")
    response = client.post(address, {"language": "en", "next": "/account/login/"})
    assert response.url == "/account/login/"
    assert '<html lang="en"' in client.get("/account/login/").content.decode()
    assert client.post(address, {"language": "xx", "next": "https://evil.example/"}).url == "/"
