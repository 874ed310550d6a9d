"""`hanjari import`: whose act it is, and what is missing when it is nobody's."""

import pytest

from hanjari.config.commands.import_archive import _member
from hanjari.config.trouble import Trouble


def test_an_import_is_the_first_ones_act_who_may(hanbit, jiho, yuna):
    assert _member("") == jiho
    assert _member("yuna@hanbit.example") == yuna


def test_a_stranger_may_not_import(hanbit):
    with pytest.raises(Trouble, match="no such member") as trouble:
        _member("nobody@hanbit.example")
    assert "--as" in trouble.value.remedy


def test_a_desk_without_people_says_how_the_first_comes(db):
    with pytest.raises(Trouble) as trouble:
        _member("")
    assert "hanjari first-key" in trouble.value.remedy
