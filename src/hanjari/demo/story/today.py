"""What waits on the desk when the demo opens: clocks run, one draft needs approval, one alarm is loud."""

from hanjari.demo.story.beats import Ago, Answered, Beat, Did, Noted, Said

TODAY: list[Beat] = [
    Said(
        Ago(1500),
        "press",
        "mail",
        "윤재",
        "새벽일보 경제부 윤재 기자입니다. 정수기 렌털 이중 청구 관련해 규모와 환불 일정을 여쭙습니다. 내일 17시 마감입니다.",
        "[취재] 렌털 요금 이중 청구 관련 문의",
    ),
    Did(Ago(1490), "press", "jiho", "department", "홍보"),
    Noted(
        Ago(1485),
        "press",
        "jiho",
        "@유나 기자 문의는 홍보팀에서만 답합니다. 숫자는 37명, 전원 환불 끝났습니다.",
    ),
    Said(
        Ago(310),
        "move",
        "mail",
        "은하수",
        "다음 주 토요일에 이사를 갑니다. 정수기 이전 설치를 토요일 오전에도 해 주시나요? "
        "연락은 010-2345-6789로 주시면 됩니다.",
        "이사 가는 날 이전 설치",
    ),
    Did(Ago(300), "move", "minseo", "assign", "minseo"),
    Answered(
        Ago(12),
        "move",
        "minseo",
        "은하수님, 한빛 민서입니다. 토요일 오전에도 이전 설치를 해 드립니다. 기사님 일정을 확인해 오늘 18시까지 "
        "가능한 시각을 알려 드리겠습니다.",
        approved_by="",
        reached=False,
    ),
    Said(
        Ago(205),
        "sarcasm",
        "form",
        "달빛주방",
        "역시 한빛 ㅋㅋㅋ 앱 업데이트하고 나니 로그인이 풀려서 물 한 잔 마시려고 비밀번호를 세 번 찾았네요. 감사합니다^^",
        "앱이 또 풀렸어요",
    ),
    Said(
        Ago(150),
        "app",
        "form",
        "도토리",
        "업데이트하고 나서 로그인이 풀려요. 비밀번호는 맞는데 자꾸 튕깁니다. 확인 부탁드립니다.",
        "앱 로그인이 안 돼요",
    ),
    Said(
        Ago(95),
        "question",
        "mail",
        "새싹",
        "필터 교체 알림이 왔는데, 물맛이 그대로면 한 달 더 써도 괜찮을까요? 아이가 마시는 물이라 조심스럽습니다.",
        "필터 교체 시기를 여쭙니다",
    ),
    Said(
        Ago(48),
        "forum",
        "blog",
        "한강지기",
        "한빛 정수기 렌털 3년 차. 요금 두 번 나간 거 37명이라고 숫자까지 밝히고 다 환불해 줬다고 한다. "
        "다른 회사들은 '일부 고객'이라고만 하던데 이건 좀 다르네. 다만 전화 연결은 정말 고쳐야 한다.",
        "이중 청구, 한빛의 대응을 지켜보며",
    ),
    Said(
        Ago(9),
        "wet",
        "form",
        "푸른집",
        "정수기에서 물이 새서 차단기가 내려갔어요. 콘센트가 젖어 있어 위험해 보여요. 어떻게 해야 하나요?",
        "정수기 누수",
    ),
]
