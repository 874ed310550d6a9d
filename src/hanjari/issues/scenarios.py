"""Scenarios of exercises: what people would say, minute by minute, in both languages. Pure.

Nothing here becomes a message: an exercise shows these words on its own page as its minutes pass, so
neither inbox nor counters nor anybody outside ever meets them.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models import Issue, Kind


class Line(NamedTuple):
    """What somebody would say, and how many minutes after the beginning."""

    minute: int
    who: str
    ko: str
    en: str

    def text(self, language: str) -> str:
        """In the reader's language."""
        return self.en if language == "en" else self.ko


class Scenario(NamedTuple):
    """A title, what kind of crisis it is, how loud, its lines, and what it trains."""

    title: Promise
    kind: str
    level: int
    aim: Promise
    lines: tuple[Line, ...]


_CRISIS, _COMMITTEE = int(Issue.Level.CRISIS), int(Issue.Level.COMMITTEE)

SCENARIOS: dict[str, Scenario] = {
    "harm": Scenario(
        _("A product hurts somebody"),
        Kind.HUMAN_HARM,
        _CRISIS,
        _("Safety advice before image, a full apology with facts, promises with dates"),
        (
            Line(0, "보라", "새로 산 전기포트 손잡이가 빠져서 손을 데었어요. 사진 올려요.", "The handle of my new kettle came off and I burnt my hand. Photo attached."),
            Line(2, "하준", "저희 집 것도 손잡이가 흔들립니다. 계속 써도 되나요?", "Ours is loose too. Is it safe to go on using it?"),
            Line(5, "맘카페 회원", "같은 포트 쓰시는 분들 지금 바로 확인하세요. 아이가 있으면 더요.", "If you have the same kettle, check it now, above all if there are children."),
            Line(9, "소비자신문 기자", "부상 신고가 몇 건인지, 판매를 멈출 것인지 오늘 6시까지 답변 부탁드립니다.", "How many injuries are reported, and will you stop the sale? Please answer by six today."),
            Line(15, "고객센터", "한 시간 동안 같은 제품 문의가 41건 들어왔습니다.", "Within an hour 41 calls about the same product came in."),
            Line(25, "품질팀", "3월 첫 주 생산분 2,400대에서 나사를 덜 조인 것을 확인했습니다.", "We confirm that in 2,400 units of the first week of March a screw was not tightened."),
            Line(40, "보라", "병원비는 어떻게 되나요? 아무도 연락이 없네요.", "What about the doctor's bill? Nobody has called me."),
        ),
    ),
    "leak": Scenario(
        _("Personal data have leaked"),
        Kind.TAMPERING,
        _CRISIS,
        _("The 72 hours of the law, what those concerned must do now, no guessing at causes"),
        (
            Line(0, "보안팀", "회원 데이터베이스에서 평소의 80배가 밖으로 나간 기록이 있습니다.", "The log shows eighty times the usual amount leaving the member database."),
            Line(4, "민아", "여기 회원 정보라며 파는 글을 봤어요. 제 번호가 있습니다.", "I saw a post that sells your members' data. My number is in it."),
            Line(10, "보안팀", "이름과 전화번호 3만 1천 명분. 비밀번호와 카드는 아닙니다. 확인 중.", "Names and phone numbers of 31,000 people. No passwords or cards, being confirmed."),
            Line(18, "개인정보 보호위원회", "신고 여부와 통지 계획을 알려 주십시오.", "Please tell us whether you will report it, and how you notify those concerned."),
            Line(30, "방송 기자", "유출이 사실입니까? 언제 아셨습니까?", "Is the leak true? When did you know?"),
            Line(45, "도현", "모르는 번호에서 자꾸 전화가 와요. 여기 때문인가요?", "Strangers keep calling me. Is it because of you?"),
        ),
    ),
    "rumour": Scenario(
        _("A rumour that is not true"),
        Kind.RUMOUR,
        _COMMITTEE,
        _("Is it true first; the fact before the claim; no denial mixed with an apology"),
        (
            Line(0, "익명 게시판", "여기 정수기 필터 재활용해서 판다고 내부자가 그러던데요.", "An insider says that they resell used filters here."),
            Line(3, "유튜버", "제보받았습니다. 오늘 밤에 영상 올립니다.", "I got a tip. My video is up tonight."),
            Line(8, "은지", "정말이에요? 아기 분유 타는데 무서워요.", "Is that true? I make my baby's milk with it."),
            Line(15, "생산팀", "필터는 일련번호로 한 번만 등록됩니다. 재사용하면 기계가 받지 않습니다. 기록 있습니다.", "Each filter is registered once by its number; a used one is refused by the machine. We have the records."),
            Line(28, "경쟁사 커뮤니티", "그럼 환불해 주겠죠?", "So they'll refund us, right?"),
        ),
    ),
    "outage": Scenario(
        _("The service is down"),
        Kind.TECHNICAL_ACCIDENT,
        _CRISIS,
        _("The first word within the hour, updates at the promised time, also with no news"),
        (
            Line(0, "관제", "로그인 성공률이 98에서 3퍼센트로 떨어졌습니다.", "Logins fell from 98 to 3 percent."),
            Line(1, "지수", "앱이 안 켜져요. 저만 그런가요?", "The app does not open. Is it only me?"),
            Line(3, "가게 주인", "결제가 안 돼서 손님을 돌려보내고 있습니다.", "Payments fail; I am sending customers away."),
            Line(7, "통신 기자", "장애 원인과 복구 시각을 알려 주시겠습니까?", "What is the cause, and when will it be back?"),
            Line(20, "개발팀", "설정 배포가 원인으로 보입니다. 되돌리는 데 40분쯤 걸립니다.", "A change of settings looks like the cause. Rolling back takes about 40 minutes."),
            Line(35, "가게 주인", "아까 30분 뒤에 알려 준다더니 소식이 없네요.", "You said you'd tell us in 30 minutes. No word."),
            Line(60, "관제", "복구되었습니다. 53분 동안 4만 2천 명이 쓰지 못했습니다.", "It is back. For 53 minutes 42,000 people were without it."),
        ),
    ),
}  # fmt: skip


def said_by(name: str, begun: datetime, at: datetime) -> list[tuple[datetime, Line]]:
    """The lines of a scenario whose minute has come, the newest first; none of an unknown one."""
    lines = SCENARIOS[name].lines if name in SCENARIOS else ()
    said = [(begun + timedelta(minutes=line.minute), line) for line in lines]
    return [one for one in reversed(said) if one[0] <= at]


def left(name: str, begun: datetime, at: datetime) -> int:
    """How many are still to come."""
    return len(SCENARIOS[name].lines) - len(said_by(name, begun, at)) if name in SCENARIOS else 0
