"""Columns: which header most likely says what, in Korean and English exports."""

import re
from collections.abc import Iterable

_NAMES: dict[str, str] = {
    "id": "tweetid messageid msgid postid commentid reviewid mentionid statusid id uid no number seq 글번호 게시글번호 문의번호 접수번호 고유번호 메시지번호 댓글번호 리뷰번호 번호 순번",
    "author": "authorid userid customerid senderid fromid memberid author user username screenname handle sender from customer writer reviewer 작성자id 고객id 회원id 아이디 작성자 글쓴이 고객 회원번호 보낸사람 발신자",
    "name": "authorname displayname fullname customername sendername nickname name 작성자명 고객명 이름 성명 닉네임 별명",
    "text": "text fulltext body message content comment tweet review description inquiry question 내용 본문 메시지 문의내용 상담내용 글내용 댓글 댓글내용 리뷰 리뷰내용 후기 글 의견",
    "time": "createdat timestamp datetime postedat publishedat sentat receivedat createdtime created date time 작성일시 등록일시 접수일시 작성일 등록일 접수일 문의일 게시일 일시 날짜 시간 작성시간 발송일시 수신일시",
    "parent": "inresponsetotweetid inreplytostatusid inreplytoid inreplyto parentid parentcommentid replytoid replyto parent referencedtweetsid 부모글번호 상위글번호 원글번호 상위번호 부모번호 답글대상",
    "thread": "conversationid threadid rootid caseid ticketid chatid roomid 대화번호 상담번호 티켓번호 스레드 채팅방",
    "subject": "subject title 제목 문의제목",
    "direction": "inbound isinbound direction fromcustomer sendertype 구분 방향 발신구분 수발신 발신수신",
    "url": "url permalink link tweeturl 주소 링크 바로가기",
}
_ORDER = ("direction", "parent", "thread", "time", "text", "subject", "name", "author", "id", "url")
_SIGNS = re.compile(r"[\W_]+")


def guess(headers: Iterable[str]) -> dict[str, str]:
    """Targets to headers, each header at most once; what is unclear stays open."""
    plain = {_SIGNS.sub("", header).casefold(): header for header in headers if header}
    found: dict[str, str] = {}
    for target in _ORDER:
        for name in _NAMES[target].split():
            if name in plain and plain[name] not in found.values():
                found[target] = plain[name]
                break
    if "author" not in found and "name" in found:
        found["author"] = found["name"]
    return found


def looks_named(headers: Iterable[str]) -> bool:
    """Whether a first row names columns: at least one known name, or no cell that is a number or a time."""
    headers = list(headers)
    return bool(guess(headers)) or not any(re.search(r"\d", header) for header in headers)
