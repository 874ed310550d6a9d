"""What members may do."""

from hanjari.people.permissions import Permission


def test_a_reader_reads_and_nothing_else(doyun):
    assert doyun.can(Permission.READ_ALL)
    assert not any(doyun.can(permission) for permission in set(Permission) - {Permission.READ_ALL})


def test_a_disabled_member_may_nothing(yuna):
    yuna.is_active = False
    assert not yuna.can(Permission.READ_ALL)
