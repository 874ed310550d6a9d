"""Permission from the network's own page: the way there, the way back, and every wrong way."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from tests.channels.consenting import PAGE

from hanjari.channels import actions, queries
from hanjari.channels.access import opened_secrets
from hanjari.channels.models import Account, Consent
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.people.models import Member

LIST, BACK = "/settings/channels/", "/settings/channels/consent/"
SENT = {"account-name": "한빛 가상", "account-department": "", "kind-client_id": "app-1",
        "kind-client_secret": "cl13nt-s3cret"}  # fmt: skip


def at_desk(member: Member) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(member)
    return client


@pytest.fixture
def desk(yuna) -> Client:
    yuna.language = "en"
    yuna.save(update_fields=["language"])
    return at_desk(yuna)


@pytest.fixture
def waiting(network, yuna) -> Account:
    connection = actions.Connection("한빛 가상", {"client_id": "app-1"})
    return actions.connect_account("pretend", connection, by=yuna)


def begun(client: Client, account: Account) -> str:
    """The word that the network will bring back."""
    answer = client.post(f"{LIST}{account.pk}/consent/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    address = page.partition('http-equiv="refresh" content="0; url=')[2].partition('"')[0]
    assert address.startswith(PAGE)
    (state,) = parse_qs(urlsplit(address.replace("&amp;", "&")).query)["state"]
    return state


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def test_connecting_leads_on_to_the_network_and_nothing_is_pulled_before_its_yes(network, desk):
    answer = desk.post(f"{LIST}connect/pretend/", SENT)
    assert answer.status_code == 200
    assert PAGE in answer.content.decode()
    account = Account.objects.get()
    assert queries.health_of(account).state == "unconsented"
    assert not queries.due_accounts().exists()
    assert not queries.ailing_accounts(account.organisation).exists(), "half connected is not ill"
    actions.resume_account(account, by=account.owner)
    assert not queries.due_accounts().exists(), "nor by beginning again"
    actions.pull_account(account.pk)
    assert network.pulled == []


def test_the_grant_is_kept_sealed_and_the_account_begins(network, waiting, desk, yuna):
    network.expires_at = now() + timedelta(days=60)
    state = begun(desk, waiting)
    answer = desk.get(BACK, {"state": state, "code": "c"}, follow=True)
    account = fresh(waiting)
    assert answer.redirect_chain == [(f"{LIST}{account.pk}/", 302)]
    assert opened_secrets(account) == {"token": "token-1", "refresh": "refresh-1"}
    assert account.settings["client_id"] == "app-1"
    assert "ends" in account.settings
    assert (account.own_ids, account.scopes) == (["us"], ["read", "write"])
    assert queries.due_accounts().get() == account
    assert network.remembered == {"verifier": "v3rifier"}
    page = answer.content.decode()
    assert "59 days left" in page
    assert "Connect again" in page
    entry = Entry.objects.get(event="account.consented")
    assert (entry.by, entry.facts["scopes"]) == (yuna, ["read", "write"])


def test_no_secret_is_shown_logged_or_kept_open(network, waiting, desk, caplog):
    caplog.set_level(logging.DEBUG)
    state = begun(desk, waiting)
    row = Consent.objects.get()
    kept = f"{row.state} {bytes(row.remembered)!r} {dict(desk.session)}"
    assert state not in kept
    assert "v3rifier" not in kept
    page = desk.get(BACK, {"state": state, "code": "c0de"}, follow=True).content.decode()
    for secret in ("token-1", "refresh-1", "v3rifier"):
        assert secret not in page
        assert secret not in caplog.text
        assert secret not in str(list(Entry.objects.values_list("facts", flat=True)))
        assert secret not in str(Account.objects.values().get())


def test_a_no_is_told_politely_and_changes_nothing(network, waiting, desk):
    before = Account.objects.values().get()
    state = begun(desk, waiting)
    answer = desk.get(BACK, {"state": state, "error": "access_denied"}, follow=True)
    assert "No permission (access_denied)." in answer.content.decode()
    assert Account.objects.values().get() == before


def test_a_word_is_good_once(network, waiting, desk):
    state = begun(desk, waiting)
    desk.get(BACK, {"state": state, "code": "c"})
    before = Account.objects.values().get()
    answer = desk.get(BACK, {"state": state, "code": "c"}, follow=True)
    assert "was used already" in answer.content.decode()
    assert Account.objects.values().get() == before


@pytest.mark.parametrize("told", [{}, {"state": ""}, {"state": "guessed"}, {"state": "\udce4\x00"}])
def test_a_word_that_nobody_was_sent_with_changes_nothing(network, waiting, desk, told):
    begun(desk, waiting)
    before = Account.objects.values().get()
    query = {name: value.encode(errors="surrogateescape") for name, value in told.items()}
    answer = desk.get(BACK, {**query, "code": "c"}, follow=True)
    assert "Nothing was changed" in answer.content.decode()
    assert Account.objects.values().get() == before
    assert network.serial == 0


def test_a_word_is_good_for_a_quarter_of_an_hour(network, waiting, desk):
    state = begun(desk, waiting)
    with time_machine.travel(now() + timedelta(minutes=16)):
        desk.force_login(waiting.owner)
        desk.get(BACK, {"state": state, "code": "c"})
        assert fresh(waiting).lacks_consent
        actions.forget_consents()
        assert not Consent.objects.exists()


def test_another_person_brings_the_word_in_vain(network, waiting, desk, hanbit, taeyang):
    state = begun(desk, waiting)
    colleague = hanbit.members["jiho"]
    colleague.role = waiting.owner.role
    colleague.save()
    for other in (colleague, taeyang):
        taeyang.role.permissions = waiting.owner.role.permissions
        at_desk(other).get(BACK, {"state": state, "code": "c"})
        assert fresh(waiting).lacks_consent
    assert network.serial == 0


def test_the_newest_of_two_ways_counts(network, waiting, desk):
    first, second = begun(desk, waiting), begun(desk, waiting)
    desk.get(BACK, {"state": first, "code": "c"})
    assert fresh(waiting).lacks_consent
    desk.get(BACK, {"state": second, "code": "c"})
    assert not fresh(waiting).lacks_consent


def test_an_account_removed_meanwhile_stays_empty(network, waiting, desk, yuna):
    state = begun(desk, waiting)
    network.on_granted = lambda: actions.remove_account(fresh(waiting), by=yuna)
    answer = desk.get(BACK, {"state": state, "code": "c"})
    assert answer.status_code == 302
    assert fresh(waiting).secrets is None


def test_a_paused_account_stays_paused(network, waiting, desk, yuna):
    actions.pause_account(waiting, by=yuna)
    desk.get(BACK, {"state": begun(desk, waiting), "code": "c"})
    assert not fresh(waiting).lacks_consent
    assert not queries.due_accounts().exists()


def test_a_mistake_in_the_kind_is_told_in_plain_words(network, waiting, desk):
    def broken() -> None:
        raise ZeroDivisionError

    network.on_granted = broken
    state = begun(desk, waiting)
    answer = desk.get(BACK, {"state": state, "code": "c"}, follow=True)
    assert "ZeroDivisionError" in answer.content.decode()
    assert fresh(waiting).lacks_consent


def test_an_app_password_needs_no_page_and_begins_at_once(network, desk):
    answer = desk.post(f"{LIST}connect/pretend/", {**SENT, "kind-app_password": "abcd"})
    assert answer.status_code == 302
    assert queries.due_accounts().exists()


def test_what_the_network_refuses_before_the_way_there_is_told(network, desk):
    answer = desk.post(
        f"{LIST}connect/pretend/", {**SENT, "kind-client_id": "unknown"}, follow=True
    )
    assert "This app is unknown." in answer.content.decode()
    assert Account.objects.get().lacks_consent


def test_another_app_asks_again_and_other_settings_do_not(network, waiting, desk):
    desk.get(BACK, {"state": begun(desk, waiting), "code": "c"})
    same = {**SENT, "kind-client_secret": ""}
    answer = desk.post(f"{LIST}{waiting.pk}/", {**same, "kind-note": "new"})
    assert answer.status_code == 302
    assert "token" in opened_secrets(fresh(waiting)), "the tokens stay beside the settings"
    answer = desk.post(f"{LIST}{waiting.pk}/", {**same, "kind-client_id": "app-2"})
    assert PAGE in answer.content.decode()
    assert fresh(waiting).settings["client_id"] == "app-2"


def test_missing_rights_are_named(network, waiting, desk):
    network.scopes = ("read",)
    answer = desk.get(BACK, {"state": begun(desk, waiting), "code": "c"}, follow=True)
    assert "Missing: write" in answer.content.decode()


def test_a_permission_that_ends_soon_is_spoken_of(network, waiting, desk):
    network.expires_at = now() + timedelta(days=3, hours=1)
    desk.get(BACK, {"state": begun(desk, waiting), "code": "c"})
    Account.objects.update(last_success_at=now())
    health = queries.health_of(fresh(waiting))
    assert (health.state, "3" in health.words) == ("ending", True)


def test_a_stranger_finds_nothing_and_a_reader_is_refused(network, waiting, taeyang, minseo, doyun):
    assert at_desk(taeyang).post(f"{LIST}{waiting.pk}/consent/").status_code == 404
    for member in (minseo, doyun):
        assert at_desk(member).post(f"{LIST}{waiting.pk}/consent/").status_code == 403
        assert at_desk(member).get(BACK).status_code == 403


def test_doors_open_only_their_own_way(network, waiting, desk):
    assert desk.get(f"{LIST}{waiting.pk}/consent/").status_code == 405
    for method in (desk.post, desk.head, desk.put):
        assert method(BACK).status_code == 405
    assert "login" in Client().get(BACK).url


def test_a_network_without_such_a_page_has_no_such_door(account, desk):
    assert desk.post(f"{LIST}{account.pk}/consent/").status_code == 404
    assert "consent/" not in desk.get(f"{LIST}{account.pk}/").content.decode()
