"""Rotating the key seals everything again and loses nothing."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet

from hanjari.channels.models import Account, Visit
from hanjari.config.rotation import rotate
from hanjari.kit.secrets import SealBrokenError, forget_keys, seal, unseal


@pytest.fixture
def own_key(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "seal.key"
    seal(b"makes the file")
    return settings.KEY_FILE


@pytest.fixture
def account(own_key, hanbit):
    return Account.objects.create(
        organisation=hanbit.organisation, kind="mail", name="mail", secrets=seal(b"geheim")
    )


def test_secrets_open_after_the_old_key_is_gone(account, own_key):
    old = own_key.read_bytes()
    assert rotate(forget_old=True) == 1
    assert own_key.read_bytes() != old
    assert len(own_key.read_bytes().splitlines()) == 1
    account.refresh_from_db()
    assert unseal(bytes(account.secrets)) == b"geheim"


def test_old_keys_stay_unless_told(account, own_key):
    before = bytes(account.secrets)
    rotate(forget_old=False)
    assert len(own_key.read_bytes().splitlines()) == 2
    assert unseal(before) == b"geheim"


def test_second_factors_are_sealed_again(own_key, minseo):
    sealed = get_adapter().encrypt("JBSWY3DP")
    row = Authenticator.objects.create(user=minseo, type="totp", data={"secret": sealed})
    rotate(forget_old=True)
    row.refresh_from_db()
    assert row.data["secret"] != sealed
    assert get_adapter().decrypt(row.data["secret"]) == "JBSWY3DP"


def test_a_visitors_address_is_sealed_again(account):
    visit = Visit.objects.create(account=account, talk="t", address=seal(b"sky@x.example"))
    rotate(forget_old=True)
    visit.refresh_from_db()
    assert unseal(bytes(visit.address)) == b"sky@x.example"


def test_no_key_is_dropped_when_something_cannot_be_opened(account, own_key):
    Account.objects.update(secrets=Fernet(Fernet.generate_key()).encrypt(b"lost"))
    with pytest.raises(SealBrokenError):
        rotate(forget_old=True)
    assert len(own_key.read_bytes().splitlines()) == 2


def test_another_process_sees_a_new_key_at_once(own_key):
    new = Fernet.generate_key()
    own_key.write_bytes(new + b"\n" + own_key.read_bytes())
    assert Fernet(new).decrypt(seal(b"x")) == b"x"


def test_the_key_file_is_for_its_owner_alone(account, own_key):
    rotate(forget_old=False)
    assert own_key.stat().st_mode & 0o077 == 0
    forget_keys()
