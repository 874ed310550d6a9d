"""How mail programs introduce what they quote, in the languages that reach a Korean desk."""

import re

_ENDS = (
    r"wrote|sent|schrieb|a écrit|escribió|ha scritto|escreveu|napisał\(a\)|napisał|skrev"
    r"|het volgende geschreven|geschreven|написал\(а\)|пишет|写道|寫道|のメール|が書きました|đã viết"
    r"|님이 작성|님이 작성함|작성|작성함|작성했습니다|쓴 글|님의 말|님이 쓴 글|썼습니다|씀|보낸 메일"
)
_STARTS = (
    r"On|At|Le|Am|El|Il|Op|Em|Den|På|W dniu|Dnia|Vào|在|於|Sent from Samsung"
    r"|\d{4}\s?[-./年년]|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}"
)
ATTRIBUTION = re.compile(
    rf"^[\s*_-]*(?:{_STARTS})(?=.{{0,400}}(?:\d|@)).{{2,400}}?(?:{_ENDS})[^\w<>]{{0,8}}$",
    re.IGNORECASE,
)
"""`On Fri, May 6, 2011, Roman wrote:` and its kin; it may run over several lines, joined first."""

NAMED = re.compile(
    rf"^[\s*_-]*(?:{_STARTS}).{{2,300}}?(?:schreef|schrieb|skrev) .{{2,200}}>?:\s*$", re.IGNORECASE
)
"""The verb before the name: `Op 13-02-2014 3:18 schreef Julius <…>:`."""

DATED = re.compile(
    r"^\s*\d{4}\s?[-./년年]\s?\d{1,2}\s?[-./월月]\s?\d{1,2}.{0,160}?<\s*[^<>\s]+@[^<>\s]+\s*>\s*:?\s*$"
)
"""`2014-10-17 11:28 GMT+03:00 Postmaster <postmaster@…>:`"""

_OLD = (
    r"Original Message|Original Mail|Original Appointment|Reply Message|Reply to message"
    r"|Ursprüngliche Nachricht|Antwort Nachricht|Message d'origine|Mensaje original"
    r"|Oprindelig meddelelse|Oprindelig besked|Ursprungligt meddelande|Исходное сообщение"
    r"|元のメッセージ|原始邮件|原始郵件|원본 ?메일|원본 ?메시지|원래 ?메시지|원문|이전 ?메일"
)
SEPARATOR = re.compile(rf"^[>\s*]*[-–—=_]{{2,}}\s*(?:{_OLD})\s*[-–—=_]{{2,}}\s*$", re.IGNORECASE)
"""`-----Original Message-----` (Outlook, Naver), `--------- 원본 메일 ---------` (Daum, Kakao)."""

RULE = re.compile(r"^\s*[_]{5,}\s*$|^\s*-{10,}\s*$")

FORWARD = re.compile(
    r"^[>\s]*(?:-{2,}\s*(?:Forwarded message|Forwarded by .*|Weitergeleitete Nachricht|전달된 ?메일"
    r"|전달된 ?메시지|전달 ?메시지)\s*-*|Begin forwarded message:|전달된 메시지의 시작:)\s*$",
    re.IGNORECASE,
)

_FROM = r"From|Von|De|Da|Fra|Från|Van|Od|От|差出人|发件人|寄件者|보낸 ?사람|보낸 ?이|발신자?|보내는 ?사람"
_OTHERS = (
    r"Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto|Inviato"
    r"|Sendt|Til|Emne|Skickat|Till|Ämne|Verzonden|Aan|Onderwerp|送信日時|宛先|件名|日時|发送时间|收件人"
    r"|主题|보낸 ?날짜|보낸 ?시간|보낸 ?일시|날짜|일시|발신일|받는 ?사람|받는 ?이|받은 ?사람|수신자?"
    r"|참조|숨은 ?참조|제목"
)
FROM_LINE = re.compile(
    rf"^[>\s]*[*_]{{0,2}}(?:{_FROM})\s?[*_]{{0,2}}\s*[:：][*_]{{0,2}}\s*\S", re.IGNORECASE
)
DATE_LINE = re.compile(
    r"^[>\s]*[*_]{0,2}(?:Date|날짜|Sent)[*_]{0,2}\s?[:：][*_]{0,2}\s*\S", re.IGNORECASE
)
OTHER_LINE = re.compile(
    rf"^[>\s]*[*_]{{0,2}}(?:{_FROM}|{_OTHERS})\s?[*_]{{0,2}}\s*[:：]", re.IGNORECASE
)
QUOTED_LINE = re.compile(r"^\s{0,3}(?:>|\|\s)(?!\S*>>>)")

SIGNATURE = re.compile(r"^\s{0,2}--\s?$")
FOOTER = re.compile(
    r"^\s*(?:\[?(?:Sent|Gesendet|Envoyé|Enviado|Inviato) (?:from|via|von|de|da|depuis|desde) .{2,60}"
    r"|Get Outlook for .{2,40}|나의 .{2,20}에서 (?:보냄|전송)|.{2,30}에서 (?:보냄|보낸 메일|보냈습니다)\.?"
    r"|(?:네이버|다음|카카오|한메일|Galaxy|갤럭시|iPhone|아이폰).{0,20}(?:에서|로) (?:보냄|보냈습니다|보낸 메일입니다)\.?"
    r"|(?:Android|iOS)용 Outlook.{0,30}|(?:iOS|Android)용 Outlook 다운로드.*)\]?\s*$",
    re.IGNORECASE,
)
