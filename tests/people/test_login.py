"""Logging in: password, second factor, limits, sessions; played through the pages."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from hanjari.demo.cast import PASSWORD
from hanjari.journal.models import Entry
from hanjari.people import actions as people
from hanjari.people.actions import letters

LOGIN = "/account/login/"


def log_in(client: Client, member, password: str = PASSWORD):
    return client.post(LOGIN, {"login": member.email, "password": password})


def is_in(client: Client) -> bool:
    return client.get("/mine/").status_code == 200


def code_now(secret: str, steps_ahead: int = 0) -> str:
    """The six digits that an authenticator app shows (RFC 6238, 30 s)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_ahead))


def confirm(client: Client) -> None:
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def set_up_totp(client: Client) -> str:
    """Pair an app as a person would: read the key off the page, give its first code back."""
    confirm(client)
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = page.split('id="authenticator_secret" value="')[1].split('"')[0]
    done = client.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
    assert done.status_code == 302
    return secret


def test_a_member_logs_in_and_it_is_told(minseo, client):
    assert log_in(client, minseo).status_code == 302
    assert is_in(client)
    entry = Entry.objects.get(event="member.logged_in")
    assert (entry.by, entry.facts["ip"]) == (minseo, "127.0.0.1")


def test_the_address_is_the_same_in_any_case(minseo, client):
    client.post(LOGIN, {"login": minseo.email.upper(), "password": PASSWORD})
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_address_read_alike(minseo, client):
    known = client.post(LOGIN, {"login": minseo.email, "password": "wrong-password"})
    unknown = client.post(LOGIN, {"login": "nobody@hanbit.example", "password": "wrong-password"})
    words = [
        page.content.decode().replace(minseo.email, "X").replace("nobody@hanbit.example", "X")
        for page in (known, unknown)
    ]
    strip = [word.split("csrfmiddlewaretoken")[0] + word.split("</form>")[2] for word in words]
    assert strip[0] == strip[1]
    assert [entry.noun_id for entry in Entry.objects.filter(event="member.login_failed")] == [
        minseo.pk
    ]


def test_a_reset_answers_alike_for_known_and_unknown(minseo, client, settings):
    settings.EMAIL_HOST = "localhost"
    answers = [
        client.post("/account/password/reset/", {"email": address}).url
        for address in (minseo.email, "nobody@hanbit.example")
    ]
    assert answers[0] == answers[1]
    assert not mail.outbox
    letters.send_letters()
    assert [letter.to for letter in mail.outbox] == [[minseo.email]]
    assert "/account/password/reset/key/" in mail.outbox[0].body


def test_the_sixth_wrong_password_waits(minseo, client):
    for _ in range(5):
        log_in(client, minseo, "wrong-password")
    log_in(client, minseo)
    assert not is_in(client)


def test_limits_count_across_workers(minseo):
    """Each worker is a client of its own; the count lies in the shared cache."""
    for _ in range(5):
        log_in(Client(), minseo, "wrong-password")
    other = Client()
    log_in(other, minseo)
    assert not is_in(other)


def test_nobody_signs_up_or_changes_addresses_alone(minseo, client):
    log_in(client, minseo)
    for path in ("signup/", "email/", "3rdparty/", "login/code/", "password/set/"):
        assert client.get(f"/account/{path}").status_code == 404


def test_a_log_in_with_an_app_asks_for_its_code(minseo, client):
    log_in(client, minseo)
    secret = set_up_totp(client)
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    fresh = Client()
    assert log_in(fresh, minseo).url == reverse("mfa_authenticate")
    assert not is_in(fresh)
    wrong = fresh.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "field__error" in wrong.content.decode()
    assert Entry.objects.filter(event="member.second_factor_failed", noun_id=minseo.pk).exists()
    fresh.post("/account/2fa/authenticate/", {"code": code_now(secret, 1)})
    assert is_in(fresh)


def test_a_code_is_good_once(minseo, client):
    log_in(client, minseo)
    secret = set_up_totp(client)
    code = code_now(secret, 1)
    for fresh, lets_in in ((Client(), True), (Client(), False)):
        log_in(fresh, minseo)
        fresh.post("/account/2fa/authenticate/", {"code": code})
        assert is_in(fresh) is lets_in


def test_a_recovery_code_lets_in_once(minseo, client):
    log_in(client, minseo)
    set_up_totp(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get("/account/2fa/recovery-codes/").content.decode()
    for fresh, lets_in in ((Client(), True), (Client(), False)):
        log_in(fresh, minseo)
        fresh.post("/account/2fa/authenticate/", {"code": codes[0]})
        assert is_in(fresh) is lets_in


def test_setting_up_a_factor_asks_for_the_password_again(minseo, client):
    log_in(client, minseo)
    for path in ("totp/activate/", "webauthn/add/"):
        response = client.get(f"/account/2fa/{path}")
        assert response.url.startswith("/account/reauthenticate/")


def test_what_was_sent_goes_on_after_the_password(yuna, hanbit, client):
    log_in(client, yuna)
    answers = {"role": hanbit.roles["agent"].pk, "language": "ko", "email": "gaon@hanbit.example"}
    asked = client.post("/settings/members/invite/", answers)
    page = client.post(asked.url, {"password": PASSWORD, "next": "/settings/members/invite/"})
    assert "/join/" in page.content.decode()


def test_a_new_password_ends_the_other_sessions(minseo, client):
    other = Client()
    log_in(client, minseo)
    log_in(other, minseo)
    answers = {"oldpassword": PASSWORD, "password1": "celadon-5", "password2": "celadon-5"}
    assert client.post("/account/password/change/", answers).status_code == 200
    answers |= {"password1": "celadon-table-5", "password2": "celadon-table-5"}
    assert client.post("/account/password/change/", answers).status_code == 302
    assert is_in(client)
    assert not is_in(other)
    assert Entry.objects.filter(event="member.password_changed", by=minseo).count() == 1


def test_a_session_is_listed_and_ended(minseo, client):
    other = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari/604"})
    log_in(client, minseo)
    log_in(other, minseo)
    page = client.get("/mine/sessions/").content.decode()
    assert "Safari · iPhone" in page
    theirs = UserSession.objects.get(session_key=other.session.session_key)
    client.post(reverse("people:end_session", args=[theirs.pk]))
    assert not is_in(other)
    assert is_in(client)


def test_all_other_sessions_end_at_once(minseo, client):
    others = [Client(), Client()]
    for each in (client, *others):
        log_in(each, minseo)
    client.post(reverse("people:end_other_sessions"))
    assert [is_in(each) for each in (client, *others)] == [True, False, False]


def test_nobody_ends_a_session_of_somebody_else(minseo, jiho, client):
    other = Client()
    log_in(client, minseo)
    log_in(other, jiho)
    theirs = UserSession.objects.get(user=jiho)
    response = client.post(reverse("people:end_session", args=[theirs.pk]))
    assert response.status_code == 404
    assert is_in(other)


def test_a_disabled_member_is_out_at_the_next_page(minseo, yuna, client):
    log_in(client, minseo)
    people.disable(minseo, by=yuna)
    assert not is_in(client)
    assert log_in(client, minseo).url == reverse("account_inactive")


def test_a_desk_that_asks_for_a_second_factor_leads_there(minseo, yuna, client):
    log_in(client, minseo)
    people.change_organisation(by=yuna, requires_second_factor=True)
    assert client.get("/mine/").url == reverse("mfa_index")
    fragment = client.get("/mine/", headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == reverse("mfa_index")
    set_up_totp(client)
    assert is_in(client)


def test_the_last_factor_stays_where_one_is_required(minseo, yuna, client):
    log_in(client, minseo)
    set_up_totp(client)
    people.change_organisation(by=yuna, requires_second_factor=True)
    client.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=minseo, type="totp").exists()


def test_a_forgotten_factor_is_asked_for_no_more(minseo, yuna, client):
    log_in(client, minseo)
    set_up_totp(client)
    people.forget_second_factor(minseo, by=yuna)
    assert not is_in(client)
    log_in(client, minseo)
    assert is_in(client)


@pytest.mark.parametrize(
    "path",
    [
        "logout/", "inactive/", "reauthenticate/", "password/change/", "password/reset/", "2fa/",
        "password/reset/done/", "password/reset/key/done/", "password/reset/key/1-x/",
        "2fa/totp/activate/", "2fa/totp/deactivate/", "2fa/webauthn/", "2fa/webauthn/add/",
        "2fa/reauthenticate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/",
        "2fa/webauthn/reauthenticate/",
    ],
)  # fmt: skip
def test_every_page_of_the_account_is_ours(path, minseo, client):
    """django-allauth's own templates know neither our words nor our style."""
    log_in(client, minseo)
    if path != "2fa/totp/activate/":
        set_up_totp(client)
    confirm(client)
    page = client.get(f"/account/{path}", follow=True)
    assert "kit/css/tokens.css" in page.content.decode()


def test_reading_a_page_writes_no_session(minseo, client, unhurried, django_assert_max_num_queries):
    log_in(client, minseo)
    client.get("/mine/")
    with django_assert_max_num_queries(2) as asked:
        client.get("/mine/")
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
