"""A misunderstanding, a spam wave, and an angry thread that ends well."""

from hanjari.demo.story.beats import Answered, Beat, Did, Moment, Noted, Said

_SPAM = [
    "급전 필요하신 분 무직자 당일 대출 바로 승인 http://loan.example/a 카톡 문의 환영",
    "무직자 당일 대출 바로 승인 http://loan.example/b 카톡 문의 환영",
    "신용 상관없이 당일 대출 http://loan.example/c 지금 바로 상담",
    "당일 대출 한도 조회 http://loan.example/d 지금 바로 상담",
    "누구나 당일 대출 http://loan.example/e 최저 금리 보장",
    "최저 금리 당일 대출 http://loan.example/f 카톡 문의 환영",
]

MISUNDERSTANDING: list[Beat] = [
    Said(
        Moment(8, "08:47"),
        "powder",
        "form",
        "모래시계",
        "정수기 물을 끓이면 하얀 가루가 남는데 동네 카페에서 이게 필터에서 나온 미세플라스틱이라고 하네요. "
        "사실이면 당장 해지하고 싶습니다. 사실인가요?",
        "하얀 가루가 미세플라스틱인가요?",
    ),
    Did(Moment(8, "08:55"), "powder", "minseo", "assign", "minseo"),
    Noted(
        Moment(8, "08:58"),
        "powder",
        "minseo",
        "@도윤 시험 성적서에 잔류물 성분이 있나요? 카페 글은 조회 수가 3천을 넘었습니다.",
    ),
    Answered(
        Moment(8, "09:24"),
        "powder",
        "minseo",
        "모래시계님, 한빛 민서입니다. 아이도 함께 마시는 물이라 더 걱정되셨겠습니다. 결론부터 말씀드리면 미세플라스틱이 아니라 "
        "물에 녹아 있던 칼슘과 마그네슘입니다. 필터가 이 미네랄을 남기는 방식이라 끓이면 하얗게 보이는 것이 맞습니다. "
        "성분 시험 성적서를 오늘 17시까지 받아 여기에 붙여 드리겠습니다.",
        approved_by="jiho",
    ),
    Answered(
        Moment(8, "16:10"),
        "powder",
        "minseo",
        "모래시계님, 약속드린 성적서입니다. 하얀 가루의 98%가 탄산칼슘이었고 플라스틱은 나오지 않았습니다. "
        "다만 저희 설명서에 이 내용이 없었던 것은 사실이고, 다음 인쇄분부터 넣겠습니다. 물어봐 주셔서 고맙습니다.",
        approved_by="sora",
    ),
    Said(
        Moment(8, "19:36"),
        "powder",
        "form",
        "모래시계",
        "성적서까지 보여 주실 줄은 몰랐어요. 카페에도 올렸습니다. 설명서에 넣어 주신다니 다행이에요.",
    ),
    Did(Moment(7, "09:10"), "powder", "minseo", "label", "오해 풀림"),
    Did(
        Moment(7, "09:11"),
        "powder",
        "minseo",
        "status",
        "resolved",
        "성적서로 확인, 설명서 고치기로 함",
    ),
]

SPAM_WAVE: list[Beat] = [
    *(
        Said(Moment(6, f"03:1{minute}"), f"spam{minute}", "form", "빠른대출", text)
        for minute, text in enumerate(_SPAM)
    ),
    *(Did(Moment(6, "09:03"), f"spam{minute}", "minseo", "spam") for minute in range(len(_SPAM))),
]

ANGRY: list[Beat] = [
    Said(
        Moment(3, "10:02"),
        "billing",
        "mail",
        "바람",
        "이번 달 렌털 요금 29,900원이 두 번 빠져나갔습니다. 카드 알림이 02:14, 02:15에 하나씩 왔고요. 이게 지금 뭐 하는 건가요?",
        "요금이 두 번 빠져나갔습니다",
    ),
    Said(
        Moment(3, "10:31"),
        "billing",
        "mail",
        "바람",
        "고객센터는 40분째 통화 중이네요. 아니 도대체 돈은 두 번 가져가면서 전화는 왜 안 받습니까?",
        "Re: 요금이 두 번 빠져나갔습니다",
    ),
    Did(Moment(3, "10:33"), "billing", "minseo", "assign", "minseo"),
    Answered(
        Moment(3, "10:38"),
        "billing",
        "minseo",
        "바람님, 한빛 민서입니다. 두 번 청구된 것이 맞습니다. 놀라고 화나셨을 텐데 전화까지 연결되지 않아 죄송합니다. "
        "결제팀이 원인을 보고 있고, 오늘 12시까지 원인과 환불 방법을 이 메일로 알려 드리겠습니다.",
        approved_by="jiho",
    ),
    Noted(
        Moment(3, "10:41"),
        "billing",
        "minseo",
        "@지호 같은 신고가 세 건째입니다. 결제팀은 배포 잘못으로 보고 있어요.",
    ),
    Noted(
        Moment(3, "11:02"),
        "billing",
        "jiho",
        "@민서 37명으로 확인됐어요. '일부 고객'이라고 쓰지 말고 숫자를 그대로 씁시다. 환불 문장은 @소라 님이 먼저 봐 주세요.",
    ),
    Answered(
        Moment(3, "11:46"),
        "billing",
        "minseo",
        "바람님, 약속드린 12시 답입니다. 어젯밤 저희가 결제 프로그램을 고치면서 실수해 서른일곱 분께 요금이 두 번 청구됐습니다. "
        "저희 책임이고, 죄송합니다. 오늘 18시까지 저희가 직접 취소하며 따로 하실 일은 없습니다. 취소되면 다시 메일 드리겠습니다.",
        approved_by="sora",
    ),
    Said(
        Moment(3, "12:20"),
        "billing",
        "mail",
        "바람",
        "하... 알겠습니다. 그런데 다음 달에 또 이러면 어떡합니까. 재발 방지가 있어야 할 것 같은데요.",
        "Re: 요금이 두 번 빠져나갔습니다",
    ),
    Answered(
        Moment(3, "13:05"),
        "billing",
        "minseo",
        "맞는 말씀입니다. 앞으로 결제 프로그램을 고칠 때는 두 사람이 확인하고, 같은 카드에 같은 금액이 두 번 나가면 "
        "자동으로 멈추도록 바꿉니다. {due}까지 마치고 결과를 알려 드리겠습니다.",
        approved_by="jiho",
    ),
    Answered(
        Moment(3, "17:31"),
        "billing",
        "minseo",
        "바람님, 방금 취소가 끝났습니다. 카드사에 따라 앱에는 내일 오전에 보일 수 있습니다. "
        "내일 12시까지 보이지 않으면 이 메일에 답해 주세요. 제가 바로 확인하겠습니다.",
        approved_by="jiho",
    ),
    Said(
        Moment(2, "09:15"),
        "billing",
        "mail",
        "바람",
        "환불 확인했습니다. 처음엔 많이 화났는데 숨기지 않고 시간마다 알려 주니 마음이 풀리네요. 민서님 수고하셨습니다.",
        "Re: 요금이 두 번 빠져나갔습니다",
    ),
    Did(
        Moment(2, "09:22"), "billing", "minseo", "status", "resolved", "바람님이 환불을 확인해 주심"
    ),
]
