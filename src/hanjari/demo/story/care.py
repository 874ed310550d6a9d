"""Care, praise, an idea and a question in English: the ordinary good days of a desk."""

from hanjari.demo.story.beats import Answered, Beat, Did, Moment, Noted, Said

CARE: list[Beat] = [
    Said(
        Moment(13, "09:12"),
        "filter",
        "mail",
        "하늘",
        "안녕하세요. 지난주 목요일에 주문한 정수 필터가 아직 안 왔어요. 배송 조회는 사흘째 '상품 준비 중'이고요. "
        "아이가 마시는 물이라 필터 교체일을 넘기고 싶지 않은데, 언제쯤 받을 수 있을까요?",
        "필터가 아직 안 왔어요",
    ),
    Did(Moment(13, "09:20"), "filter", "minseo", "assign", "minseo"),
    Answered(
        Moment(13, "09:41"),
        "filter",
        "minseo",
        "하늘님, 한빛 민서입니다. 기다리게 해 드려 죄송합니다. 물류센터에 확인해 보니 저희가 출고 순서를 잘못 잡아 "
        "하늘님 주문이 뒤로 밀렸습니다. 오늘 15시까지 출고를 마치고 송장 번호를 알려 드리겠습니다.",
    ),
    Noted(
        Moment(13, "11:05"),
        "filter",
        "minseo",
        "@지호 월요일 출고분 전체가 하루씩 밀렸다고 합니다. 같은 문의가 더 올 수 있어요.",
    ),
    Answered(
        Moment(13, "14:22"),
        "filter",
        "minseo",
        "하늘님, 약속드린 송장입니다. 오늘 14시에 출고했고 내일 오전에 도착합니다. "
        "교체일을 하루 이틀 넘겨도 수질에는 영향이 없습니다만, 걱정되시면 그동안은 정수 대신 냉수 기능만 써 주세요.",
    ),
    Said(
        Moment(12, "10:48"),
        "filter",
        "mail",
        "하늘",
        "방금 받았어요. 이렇게 사람이 직접 알려 주는 곳은 처음이네요. 감사합니다!",
        "Re: 필터가 아직 안 왔어요",
    ),
    Did(
        Moment(12, "10:55"),
        "filter",
        "minseo",
        "status",
        "resolved",
        "필터 도착을 하늘님이 확인해 주심",
    ),
    Said(
        Moment(11, "20:14"),
        "praise",
        "blog",
        "보리차",
        "한빛 옥색 정수기 한 달 사용기. 색이 진짜 예쁘다. 우리 집 부엌이랑 한 몸인 줄. 소음도 예전 것보다 확실히 조용하고, "
        "설치 기사님이 필터 가는 법을 두 번이나 알려 주고 가셨다. 다음에 이사 가도 이건 데려갈 듯.",
        "옥색 정수기 한 달 사용기",
    ),
    Did(Moment(10, "09:30"), "praise", "yuna", "label", "칭찬"),
    Noted(
        Moment(10, "09:31"),
        "praise",
        "yuna",
        "설치팀에 전했습니다. 이번 달 사내 소식에 싣겠습니다.",
    ),
    Did(Moment(10, "09:33"), "praise", "yuna", "status", "resolved", "설치팀에 전달함"),
    Said(
        Moment(9, "13:02"),
        "idea",
        "form",
        "솔숲지기",
        "다 쓴 필터를 버릴 때마다 마음이 불편합니다. 새 필터가 올 때 그 상자에 헌 필터를 담아 돌려보내면 "
        "한빛에서 모아서 재활용하면 어떨까요? 저는 배송비를 조금 더 내더라도 쓸 것 같아요.",
        "헌 필터를 돌려보내는 상자",
    ),
    Did(Moment(9, "13:20"), "idea", "minseo", "label", "제안"),
    Did(Moment(9, "13:21"), "idea", "minseo", "department", "제품"),
    Noted(
        Moment(9, "13:24"),
        "idea",
        "minseo",
        "@도윤 올해만 비슷한 제안이 네 번째입니다. 다음 제품 회의 안건으로 어떨까요?",
    ),
    Answered(
        Moment(9, "15:40"),
        "idea",
        "minseo",
        "솔숲지기님, 한빛 민서입니다. 같은 말씀을 올해 네 분이 해 주셨습니다. 제품팀 회의 안건으로 올렸고, "
        "다음 주 금요일까지 하는지 못 하는지와 그 까닭을 이 글에 알려 드리겠습니다.",
    ),
    Said(
        Moment(6, "22:31"),
        "recycle",
        "mail",
        "River Kim",
        "Hello, is the new filter recyclable in Korea? I could not find it on your site. Thanks!",
        "Recycling the new filter",
    ),
    Did(Moment(5, "09:05"), "recycle", "minseo", "assign", "minseo"),
    Answered(
        Moment(5, "09:28"),
        "recycle",
        "minseo",
        "Hi River, this is Minseo at Hanbit. The plastic shell is recyclable (PP, marked 5) once you twist off the cap; "
        "the carbon core goes to general waste. You are right that the site does not say so. We have asked our web team to add it.",
    ),
    Said(
        Moment(5, "18:10"),
        "recycle",
        "mail",
        "River Kim",
        "Clear and quick. Thank you, Minseo.",
        "Re: Recycling the new filter",
    ),
    Did(Moment(4, "09:02"), "recycle", "minseo", "status", "resolved", "River Kim님이 확인해 주심"),
]
