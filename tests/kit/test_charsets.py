"""Charsets as they really come: wrongly declared, half broken, Korean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.kit.charsets import decode

WORDS = "한빛 정수기 필터, 똠방각하 펲시콜라"


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", ["utf-8"]),
        ("utf-8", ["euc-kr"]),
        ("utf-8", []),
        ("utf-8-sig", ["iso-8859-1"]),
        ("utf-16", ["utf-8"]),
        ("cp949", ["euc-kr"]),
        ("cp949", ["ks_c_5601-1987"]),
        ("cp949", ["utf-8"]),
        ("cp949", ["iso-8859-1"]),
        ("cp949", ["windows-1252", "no-such-charset"]),
        ("cp949", []),
        ("johab", ["johab"]),
    ],
)
def test_korean_is_read_whatever_was_declared(charset, declared) -> None:
    assert decode(WORDS.encode(charset), *declared) == WORDS


def test_mail_korean_of_seven_bits_is_read_when_declared() -> None:
    assert decode("한빛 정수기".encode("iso2022_kr"), "iso-2022-kr") == "한빛 정수기"


def test_other_languages_keep_their_declared_charset() -> None:
    assert (
        decode("Überraschung für alle".encode("latin-1"), "iso-8859-1") == "Überraschung für alle"
    )
    assert decode("カスタマーサポート".encode("shift_jis"), "shift_jis") == "カスタマーサポート"
    assert decode("客服中心".encode("gb18030"), "gb18030") == "客服中心"


def test_a_few_broken_bytes_damage_only_themselves() -> None:
    broken = ("한빛 " * 50).encode() + b"\xff\xfe" + "정수기".encode()
    assert decode(broken, "utf-8").count("\ufffd") == 2
    assert "정수기" in decode(broken, "euc-kr")


@pytest.mark.parametrize("declared", ["hex", "zlib", "idna", "rot13", "undefined", "", " ", "\x00"])
def test_a_codec_that_is_no_charset_is_not_believed(declared) -> None:
    assert decode(b"616263", declared) == "616263"


@given(
    st.binary(max_size=400), st.sampled_from(["utf-8", "euc-kr", "utf-7", "iso-2022-kr", "big5"])
)
def test_no_bytes_are_too_strange(body, declared) -> None:
    assert isinstance(decode(body, declared), str)
