"""Only what was written now is shown; what mail programs carry along is folded."""

import pytest

from hanjari.channels.kinds.mail.reading.html import as_text
from hanjari.channels.kinds.mail.reading.quotes import fold

KOREAN = {
    "gmail": "2026년 11월 2일 (월) 오후 3:21, 한빛 고객응대 <desk@hanbit.example>님이 작성:\n\n> 안녕하세요.\n> 한빛입니다.",
    "gmail, wrapped": "2026년 11월 2일 (월) 오후 3:21, 한빛 고객응대\n<desk@hanbit.example>님이 작성:\n\n> 안녕하세요.",
    "apple": "2026. 11. 2. 오후 3:21, 한빛 고객응대 <desk@hanbit.example> 작성:\n\n> 안녕하세요.",
    "apple, ios": "> 2026. 11. 2. 오후 3:21, 한빛 <desk@hanbit.example> 작성:\n> \n> 안녕하세요.",
    "thunderbird": "2026-11-02 오후 3:21에 한빛 고객응대 이(가) 쓴 글:\n> 안녕하세요.",
    "outlook": "보낸 사람: 한빛 고객응대 <desk@hanbit.example>\n보낸 날짜: 2026년 11월 2일 월요일 오후 3:21\n받는 사람: 하늘\n제목: RE: 필터\n\n안녕하세요.",
    "outlook, ruled": "________________________________\n보낸 사람: 한빛 <desk@hanbit.example>\n보낸 시간: 2026년 11월 2일\n받는 사람: 하늘\n제목: RE: 필터\n\n안녕하세요.",
    "naver": '-----Original Message-----\nFrom: "한빛"<desk@hanbit.example>\nTo: "하늘"<haneul@naver.example>\nCc:\nSent: 2026-11-02 (월) 15:21:00 (GMT+09:00)\nSubject: Re: 필터\n\n안녕하세요.',
    "daum": "--------- 원본 메일 ---------\n보낸사람 : 한빛 <desk@hanbit.example>\n받는사람 : 하늘\n날짜 : 2026년 11월 2일 월요일\n제목 : Re: 필터\n\n안녕하세요.",
    "nate": "----- 원본 메시지 -----\n보낸이: desk@hanbit.example\n안녕하세요.",
}
ENGLISH = {
    "gmail": "On Mon, Nov 2, 2026 at 3:21 PM Hanbit <desk@hanbit.example> wrote:\n\n> Hello.",
    "gmail, wrapped": "On Mon, Nov 2, 2026 at 3:21 PM Hanbit Customer Care <\ndesk@hanbit.example>\nwrote:\n\nHello.",
    "apple": "On 2 Nov 2026, at 15:21, Hanbit <desk@hanbit.example> wrote:\n\n> Hello.",
    "slashes": "On 11/02/2026 07:10 AM, Hanbit wrote:\n\n>\n> Hello.",
    "indented": ' On Nov 2, 2026 9:59 AM, "Hanbit" <\nr+7f1b@hanbit.example> wrote:\n\n>**\n> Hello',
    "dated": "2026-11-02 11:28 GMT+09:00 Hanbit <\ndesk@hanbit.example>:\n\n> Hello\n>",
    "outlook": "From: Hanbit <desk@hanbit.example>\nSent: Monday, November 2, 2026 3:21 PM\nTo: Haneul\nSubject: RE: filter\n\nHello.",
    "outlook, bold": "  *From:* desk@hanbit.example [mailto:\n  desk@hanbit.example]\n  *Sent:* Monday, November 2, 2026 3:05 PM\n  *To:* haneul\n  *Subject:* Hello",
    "outlook, old": "-----Original Message-----\n\nHello",
    "date first": "Date: Mon, 2 Nov 2026 00:15:02 -0600\nTo: haneul@customer.example\n\nHello",
    "dashes": "------On 12/29/2026 17:32 PM, Hanbit wrote-----\n\nHello",
    "samsung": "Sent from Samsung Mobile <desk@hanbit.example> wrote:\n\n>\n> Hello",
    "hotmail": "> Subject: Test\n> From: desk@hanbit.example\n> To: a@x.example; b@x.example\n> Date: Mon, 2 Nov 2026 17:44:22 +0400\n>\n> Hi",
    "zimbra": "----- Original Message -----\nFrom: desk@hanbit.example\nTo: a@x.example, b@x.example\nSent: Monday, November 2, 2026 5:44:22 PM\nSubject: Test\n\nHi",
    "aol": "\n-----Original Message-----\nFrom: bob <desk@hanbit.example>\nTo: a <a@x.example>; b <b@x.example>\nSent: Mon, Nov 2, 2026 5:49 pm\nSubject: Test\n\n\nHi",
    "sparrow": "-- \nxxx\nSent with Sparrow (http://x.example/?sig)\n\n\nOn Tuesday, April 3, 2026 at 4:55 PM, xxx wrote:\n\n> Hello\n>\n> On Apr 3, 2026, at 4:19 PM, bob wrote:\n>\n> > Hi",
    "two quotes": 'On Tue, Jan 27, 2026 at 12:42 PM -0800, "Hanbit" <a@b.example> wrote:\n\nHi,\nBlah?\n\nOn Jan 27, 2026, at 11:55 AM, Haneul <c@d.example> wrote:\n\nLorem?',
}
OTHERS = {
    "german": "Am 02.11.2026 um 15:21 schrieb Hanbit <desk@hanbit.example>:\n\n> Hallo",
    "german outlook": "Von: desk@hanbit.example\nGesendet: Montag, 2. November 2026 14:59\nAn: Haneul\nBetreff: Filter\n\nHallo",
    "french": "Le 2 nov. 2026 à 22:03, Hanbit <desk@hanbit.example> a écrit :\n\nBonjour!",
    "dutch": "Op 13-02-2026 3:18 schreef Hanbit <desk@hanbit.example>:\n\nHallo",
    "polish": "W dniu 2 listopada 2026 01:53 użytkownik Hanbit <desk@hanbit.example>\nnapisał:\n\nHej",
    "swedish": "Den 14 september, 2026 02:23:18, Hanbit (desk@hanbit.example) skrev:\n\nHej",
    "japanese": "2026年11月2日(月) 15:21 Hanbit <desk@hanbit.example>:\n\n> こんにちは",
    "chinese": "在 2026年11月2日，下午3:21，Hanbit <desk@hanbit.example> 写道：\n\n> 你好",
}


@pytest.mark.parametrize("quote", KOREAN.values(), ids=KOREAN)
def test_korean_programs(quote):
    fresh, folded = fold(f"네, 잘 받았습니다.\n고맙습니다.\n\n{quote}")
    assert fresh == "네, 잘 받았습니다.\n고맙습니다."
    assert "안녕하세요" in folded


@pytest.mark.parametrize("quote", ENGLISH.values(), ids=ENGLISH)
def test_english_programs(quote):
    assert fold(f"Test reply\n\n{quote}")[0] == "Test reply"


@pytest.mark.parametrize("quote", OTHERS.values(), ids=OTHERS)
def test_other_languages(quote):
    assert fold(f"Test reply\n\n{quote}")[0] == "Test reply"


def test_an_answer_below_the_quote_is_new():
    text = "On 04/19/2026 07:10 AM, Hanbit wrote:\n\n>\n> Test\nTest reply"
    assert fold(text)[0] == "Test reply"


def test_words_around_a_quote_are_new():
    text = "Test reply\n\nOn 04/19/2026 07:10 AM, Hanbit wrote:\n\n> Test\n>> older\n\nRegards, Sky"
    fresh, folded = fold(text)
    assert fresh == "Test reply\n\n\nRegards, Sky"
    assert "> Test" in folded


def test_answers_between_quoted_lines_stay_with_them():
    text = "On 04/19/2026, Hanbit wrote:\n> one?\nYes, please.\n> two?\nNo, thank you."
    assert fold(text) == (text, "")


def test_a_broken_link_does_not_end_a_quote():
    text = "Blah\n\nOn Mon, 24 Sep 2026 at 3:46 PM, bob wrote:\n\n> View (http://x.example/action\n_nonce=3dd518)\n>\n"
    assert fold(text)[0] == "Blah"


def test_a_forwarded_mail_is_what_the_person_wants_us_to_see():
    for mark in ("---------- Forwarded message ----------", "---------- 전달된 메시지 ---------"):
        text = f"FYI\n\n{mark}\nFrom: bob@x.example\nDate: Tue, 4 Sep 2026\nSubject: Two\n\nText"
        assert fold(text) == (text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Blah\nOn blah-blah-blah",
        "Visit us now...\n>>> >>>  http://www.x.example <<<\nVisit our site",
        "보낸 사람: 저입니다",
        "2026년 11월 2일에 주문했는데 아직 안 왔어요.\n언제 오나요?",
        "From: 서울\nTo: 부산\n배송비가 얼마인가요?",
        "On Monday I called you.\nNobody wrote back.",
        "a > b\n> single line",
    ],
)
def test_what_only_looks_like_a_quote_stays(text):
    assert fold(text) == (text, "")


def test_a_mail_that_is_all_quote_is_shown():
    text = "-----Original Message-----\nHello"
    assert fold(text) == (text, "")


@pytest.mark.parametrize(
    "signature",
    [
        "--\n하늘 드림\n010-0000-0000",
        "--\nSky, Seoul",
        "나의 iPhone에서 보냄",
        "Sent from my iPhone",
        "Galaxy에서 보냄",
        "Android용 Outlook 다운로드",
        "Get Outlook for iOS",
    ],
)
def test_signatures_are_folded(signature):
    assert fold(f"언제 오나요?\n\n{signature}") == ("언제 오나요?", signature)


def test_nothing_is_lost():
    text = "Hi\n\nOn 04/19/2026 07:10 AM, Hanbit wrote:\n\n> Hello\n\n-- \nSky"
    fresh, folded = fold(text)
    assert sorted((fresh + " " + folded).split()) == sorted(text.split())


HTML = {
    "gmail": '<div>네</div><br><div class="gmail_quote"><div class="gmail_attr">2026년 11월 2일 (월) 오후 3:21, 한빛 &lt;<a>desk@hanbit.example</a>&gt;님이 작성:<br></div><blockquote class="gmail_quote">옛말</blockquote></div>',
    "outlook": '<div><p>네</p><div style="border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Hanbit &lt;a@b.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Sky<br><b>Subject:</b> RE: x</p></div><p>옛말</p></div>',
    "outlook, web": '<div>네</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><font><b>보낸 사람:</b> 한빛<br><b>보낸 날짜:</b> 월요일<br><b>받는 사람:</b> 하늘<br><b>제목:</b> x</font></div><div>옛말</div>',
    "naver": "<p>네</p><p>-----Original Message-----<br><b>From:</b> x<br></p><div>옛말</div>",
    "apple": '<div>네</div><div><br><blockquote type="cite"><div>2026. 11. 2. 오후 3:21, 한빛 &lt;a@b.example&gt; 작성:</div><br><div>옛말<br>또</div></blockquote></div>',
}


@pytest.mark.parametrize("html", HTML.values(), ids=HTML)
def test_html_programs(html):
    fresh, folded = fold(as_text(html))
    assert fresh == "네"
    assert "옛말" in folded
