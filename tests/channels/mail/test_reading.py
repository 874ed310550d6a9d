"""One mail, one envelope: who, when, what, and what it belongs to."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from tests.channels.mail.letters import ACCESS, DESK, HANEUL, mail, raw, read

from hanjari.channels.contract import Outgoing, Raw, UnreadableError
from hanjari.channels.kinds.mail import KIND, ids


def test_a_plain_mail_is_read_whole():
    found = read(mail(Date="Mon, 02 Nov 2026 08:59:00 +0900").as_bytes())
    assert (found.sender.external_id, found.sender.name) == (HANEUL, "하늘")
    assert (found.subject, found.text) == ("필터", "필터가 오지 않았어요.")
    assert found.posted_at == datetime(2026, 11, 1, 23, 59, tzinfo=UTC)
    assert found.external_id == "a@x.example"
    assert not found.is_public
    assert not found.is_ours
    assert not found.is_automatic


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 02 Nov 2036 08:59:00 +0900", "0"])
def test_a_mail_without_a_sound_date_stands_at_its_arrival(date):
    found = read(mail(Date=date).as_bytes() if date else raw(f"From: {HANEUL}\nTo: {DESK}"))
    assert found.posted_at == datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_an_answer_names_its_parent_and_its_thread():
    told = mail(In_Reply_To="<b@x.example>", References="<r@x.example> <b@x.example>")
    found = read(told.as_bytes())
    assert found.parent_id == "b@x.example"
    assert found.root_id == "r@x.example"
    assert found.references == ("r@x.example", "b@x.example")


def test_references_alone_tell_the_parent():
    found = read(raw("From: a@x.example\nReferences: <r@x.example> <b@x.example>"))
    assert found.parent_id == "b@x.example"


def test_a_mail_that_answers_itself_has_no_parent():
    found = read(raw("From: a@x.example\nMessage-ID: <a@x>\nIn-Reply-To: <a@x>\nReferences: <a@x>"))
    assert (found.parent_id, found.references) == ("", ())


def test_a_mail_without_an_id_gets_the_same_one_in_every_copy():
    head = f"From: {HANEUL}\nTo: {DESK}\nSubject: hi\nDate: Mon, 02 Nov 2026 08:59:00 +0900"
    inbox = read(raw(f"Received: from a by b\n{head}"))
    sent = read(raw(head))
    other = read(raw(head, b"another body"))
    assert inbox.external_id == sent.external_id != other.external_id


def test_an_endless_id_is_kept_short():
    found = read(raw(f"From: a@x.example\nMessage-ID: <{'a' * 3000}@x>"))
    assert len(found.external_id) < 100


def test_a_new_subject_on_an_old_thread_is_told():
    old = mail(In_Reply_To="<b@x.example>", Subject="Re: 회신: 필터")
    new = mail(In_Reply_To="<b@x.example>", Subject="환불 문의")
    assert read(old.as_bytes()).extra["base_subject"] == "필터"
    assert "new_subject" not in read(old.as_bytes()).extra
    assert read(new.as_bytes()).extra["new_subject"]
    assert "new_subject" not in read(mail(Subject="환불 문의").as_bytes()).extra


@pytest.mark.parametrize("address", [DESK, "help@hanbit.example", "jiho@staff.hanbit.example"])
def test_our_own_addresses_are_ours(address):
    assert read(mail(From=address).as_bytes()).is_ours


def test_whatever_lies_in_the_sent_folder_is_ours():
    assert read(mail().as_bytes(), box="sent").is_ours


def test_a_forged_sender_is_not_ours():
    forged = mail(From=DESK, Authentication_Results="mx.hanbit.example; spf=fail; dmarc=fail")
    assert not read(forged.as_bytes()).is_ours


def test_the_outbox_key_is_believed_from_ourselves_alone():
    assert read(mail(From=DESK, X_Hanjari_Key="k1").as_bytes()).extra["key"] == "k1"
    assert "key" not in read(mail(X_Hanjari_Key="k1").as_bytes()).extra


def test_our_probes_are_nobodys_message():
    probe = mail(From=DESK, Message_ID=f"<{ids.probe_id(Outgoing('k', ''), 'hanbit.example')}>")
    assert KIND.read(ACCESS, Raw(probe.as_bytes())) == []


def test_where_an_answer_should_go_is_told():
    found = read(mail(Reply_To="sky@customer.example", Cc="other@customer.example").as_bytes())
    assert found.extra["reply_to"] == ["sky@customer.example"]
    assert found.extra["cc"] == ["other@customer.example"]


def test_a_form_that_mails_in_our_name_speaks_for_its_visitor():
    for address in (DESK, "no-reply@shop.example"):
        found = read(mail(From=address, Reply_To=f"하늘 <{HANEUL}>").as_bytes())
        assert (found.sender.external_id, found.sender.name) == (HANEUL, "하늘")
        assert not found.is_ours
        assert not found.is_automatic
    assert read(mail(From=DESK, Reply_To=DESK).as_bytes()).is_ours


def test_copies_of_a_mail_share_a_fingerprint_and_other_mails_do_not():
    one = mail(Date="Mon, 02 Nov 2026 08:59:00 +0900", Subject="x")
    copy = mail("x\nlist footer", Date="Mon, 02 Nov 2026 08:59:00 +0900", Subject="[list] x")
    other = mail(Date="Mon, 02 Nov 2026 09:00:00 +0900")
    prints = [read(told.as_bytes()).extra["fingerprint"] for told in (one, copy, other)]
    assert prints[0] == prints[1] != prints[2]


def test_files_are_media_with_their_place():
    told = mail()
    told.add_attachment(b"x" * 9, maintype="image", subtype="png", filename="영수증.png")
    inner = EmailMessage()
    inner["Subject"] = "지난 안내"
    told.add_attachment(inner)
    picture, letter = read(told.as_bytes()).media
    assert (picture.name, picture.kind, picture.size) == ("영수증.png", "image/png", 9)
    assert (picture.part, letter.part) == ("2", "3")
    assert (letter.name, letter.kind) == ("지난 안내.eml", "message/rfc822")


def test_a_file_name_is_never_a_path():
    told = raw(
        "From: a@x.example\nContent-Type: application/pdf\n"
        'Content-Disposition: attachment; filename="../../etc/passwd"'
    )
    assert read(told).media[0].name == "etc_passwd"


def test_html_alone_becomes_words():
    html = (
        b"<html><head><style>p{}</style></head><body><div style='display:none'>preheader</div>"
        b"<p>One&nbsp;line<br>two</p><ul><li>a</li><li>b</li></ul><script>x()</script>"
        b"<blockquote>old words<br>more</blockquote></body></html>"
    )
    found = read(raw("From: a@x.example\nContent-Type: text/html; charset=utf-8", html))
    assert found.text == "One line\ntwo\n\n- a\n- b"
    assert "old words" in found.quoted
    assert "script" in found.html


def test_a_stub_beside_real_html_is_not_believed():
    told = mail("HTML")
    told.add_alternative(
        "<p>" + "정말로 하고 싶은 말은 여기에 있습니다. " * 5 + "</p>", subtype="html"
    )
    assert "정말로 하고 싶은 말" in read(told.as_bytes()).text


def test_flowed_lines_are_joined():
    told = raw(
        "From: a@x.example\nContent-Type: text/plain; format=flowed",
        b"a long \r\nline\r\nand another\r\n-- \r\nme",
    )
    assert read(told).text == "a long line\nand another"


def test_an_old_mbox_line_and_torn_header_lines_are_passed_over():
    body = b"From a@x.example Mon Nov  2 2026\r\nFrom : a@x.example\r\n__\r\nSubject : hi\r\n\r\nyo"
    found = read(body)
    assert (found.sender.external_id, found.subject, found.text) == ("a@x.example", "hi", "yo")


@pytest.mark.parametrize("junk", [b"", b"\0\0", b"no header\r\n\r\nbody", b"\xff" * 3000])
def test_bytes_without_a_header_are_no_mail(junk):
    with pytest.raises(UnreadableError):
        read(junk)


def test_a_mail_of_endless_parts_and_depth_is_bounded():
    depth = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(300)
    )
    assert read(b"From: a@x.example\r\n" + depth + b"\r\n\r\nx").external_id
    parts = b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx" * 5000
    flat = b"From: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + parts
    assert len(read(flat).media) <= 400


def test_a_mail_of_one_megabyte_is_read_in_time():
    text = "필터가 오지 않았어요. On 2026 > From: \n" * 20_000
    began = datetime.now(UTC)
    found = read(mail(text).as_bytes())
    assert (datetime.now(UTC) - began).total_seconds() < 10
    assert len(found.text) + len(found.quoted) > 400_000
