"""What a kind sees of its account."""

from hanjari.channels import actions
from hanjari.channels.access import open_access
from hanjari.channels.contract import Access, Check
from hanjari.channels.models import Account
from hanjari.kit.clock import now


def test_a_kind_sees_its_permissions_its_past_and_its_door(account, settings) -> None:
    account.scopes, account.past, account.pushed_at = ["read"], {"page": 3}, now()
    account.save()
    access = open_access(Account.objects.get(pk=account.pk))
    assert access.scopes == ("read",)
    assert access.past == {"page": 3}
    assert access.door_url == f"{settings.PUBLIC_URL}/hooks/{account.door}/"
    assert access.pushed_at == account.pushed_at


def test_before_there_is_an_account_there_is_no_door() -> None:
    assert open_access(Account(kind="pretend", name="x")).door_url == ""


def test_a_try_of_new_settings_sees_the_accounts_own_door_and_permissions(
    pretend, account, monkeypatch
) -> None:
    seen: list[Access] = []

    def health(access: Access) -> list[Check]:
        seen.append(access)
        return []

    monkeypatch.setattr(pretend, "health", health)
    account.scopes = ["read"]
    actions.try_connection("pretend", actions.Connection("x", {}), account)
    assert (seen[0].door_url, seen[0].scopes) == (open_access(account).door_url, ("read",))
