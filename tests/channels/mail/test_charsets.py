"""Korean mail of three decades, rightly and wrongly labelled."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.channels.mail.letters import ACCESS, raw, read

from hanjari.channels.contract import Raw, UnreadableError
from hanjari.channels.kinds.mail import KIND
from hanjari.channels.kinds.mail.reading.charsets import words
from hanjari.channels.kinds.mail.reading.headers import decoded

TEXT = "정수기 필터가 아직도 오지 않았습니다. 언제 오나요?"
EUC = TEXT.encode("euc-kr")


@pytest.mark.parametrize(
    "label", ["euc-kr", "EUC-KR", "ks_c_5601-1987", "KSC5601", "cp949", "x-windows-949", "korean"]
)
def test_every_name_of_the_korean_charset_is_known(label):
    assert words(EUC, label) == TEXT


@pytest.mark.parametrize(
    "label", ["", "us-ascii", "iso-8859-1", "windows-1252", "utf-8", "x-unknown", "hex"]
)
def test_a_wrong_label_is_found_out(label):
    assert words(EUC, label) == TEXT
    assert words(TEXT.encode(), label) == TEXT


def test_letters_beyond_the_old_standard_are_read_as_cp949():
    assert words("뷁쀍 펲시".encode("cp949"), "ks_c_5601-1987") == "뷁쀍 펲시"


def test_the_seven_bit_form_is_read_with_and_without_its_label():
    body = TEXT.encode("iso2022_kr")
    assert words(body, "iso-2022-kr") == TEXT
    assert words(body) == TEXT


def test_french_stays_french():
    assert words("Ça ira, café à 9 h".encode("latin-1"), "iso-8859-1") == "Ça ira, café à 9 h"
    assert words("Nicolas Fouché a accepté".encode("latin-1")) == "Nicolas Fouché a accepté"


def test_one_damaged_letter_does_not_change_the_charset():
    assert words(TEXT.encode() + b"\xea\xb0", "utf-8").startswith(TEXT)


def test_a_subject_cut_inside_a_letter_is_joined():
    body = "필터 교체 문의드립니다".encode("euc-kr")
    cut = [base64.b64encode(part).decode() for part in (body[:7], body[7:])]
    subject = "\n ".join(f"=?ks_c_5601-1987?B?{part}?=" for part in cut)
    assert read(raw(f"From: a@x.example\nSubject: {subject}")).subject == "필터 교체 문의드립니다"


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("=?euc-kr?Q?=C7=CA=C5=CD?= 1", "필터 1"),
        ("=?utf-8?b?7ZWE7YSw?=", "필터"),
        ("=?utf-8*ko?B?7ZWE7YSw?=", "필터"),
        ("=?utf-8?B?7ZWE7YSwMQ?=", "필터1"),
        ("=?utf-8?Q?=ED=95=84 =ED=84=B0?=", "필 터"),
        ("plain", "plain"),
        ("=?no-such?B?YWJj?=", "abc"),
    ],
)
def test_encoded_words_are_read_as_mailers_write_them(told, wanted):
    assert decoded(told) == wanted


def test_bare_korean_bytes_in_a_header_are_read():
    head = b"From: \xc7\xcf\xb4\xc3 <a@x.example>\r\nSubject: " + "필터 문의".encode("euc-kr")
    found = read(head + b"\r\n\r\nhi")
    assert (found.sender.name, found.subject) == ("하늘", "필터 문의")


def names_of(parameter: str) -> str:
    head = f"From: a@x.example\nContent-Type: application/pdf\nContent-Disposition: attachment; {parameter}"
    return read(raw(head)).media[0].name


def test_file_names_are_read_in_every_form():
    euc = base64.b64encode("견적서.pdf".encode("euc-kr")).decode()
    assert names_of("filename*=utf-8''%EA%B2%AC%EC%A0%81%EC%84%9C.pdf") == "견적서.pdf"
    assert names_of("filename*0*=euc-kr''%B0%DF;\r\n filename*1*=%C0%FB%BC%AD.pdf") == "견적서.pdf"
    assert names_of(f'filename="=?euc-kr?B?{euc}?="') == "견적서.pdf"
    assert names_of('filename="견적서.pdf"') == "견적서.pdf"


def test_bodies_are_decoded_by_every_coding():
    head = (
        "From: a@x.example\nContent-Type: text/plain; charset=euc-kr\nContent-Transfer-Encoding: "
    )
    coded = base64.encodebytes(EUC)
    assert read(raw(f"{head}base64", coded)).text == TEXT
    assert (
        read(raw(f"{head}base64", coded.replace(b"=", b"").replace(b"\n", b" \r\n"))).text == TEXT
    )
    assert read(raw(f"{head}8bit;", EUC)).text == TEXT
    assert read(raw(f"{head}7-bit", EUC)).text == TEXT
    quoted = "".join(f"={byte:02X}" for byte in EUC).encode()
    assert read(raw(f"{head}Quoted-Printable", quoted)).text == TEXT


def test_uuencoded_files_step_out_of_the_text():
    body = b"see file\r\nbegin 644 a.txt\r\n%:&5L;&\\ \r\n`\r\nend\r\nbye"
    found = read(raw("From: a@x.example", body))
    assert [(one.name, one.size) for one in found.media] == [("a.txt", 5)]
    assert "begin" not in found.text
    assert "bye" in found.text


@given(
    some.binary(max_size=400),
    some.sampled_from(["", "euc-kr", "iso-2022-kr", "utf-7", "hz", "utf-16"]),
)
def test_any_bytes_give_words(body, label):
    assert isinstance(words(body, label), str)


@given(some.binary(max_size=600))
def test_any_bytes_are_a_mail_or_unreadable(body):
    for told in (body, b"From: a@x.example\r\nContent-Type: " + body):
        try:
            assert len(KIND.read(ACCESS, Raw(told))) == 1
        except UnreadableError:
            assert told is body
