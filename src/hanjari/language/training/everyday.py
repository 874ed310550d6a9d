"""Everyday sentences that no company's tables may read otherwise than before: the guard against forgetting.

Written for this purpose; half of them are what people say to companies, half is talk about nothing.
"""

KOREAN = (
    "안녕하세요", "네 알겠습니다", "감사합니다", "확인했습니다", "좋은 하루 보내세요",
    "오늘 날씨가 참 좋네요", "점심 뭐 먹을까요", "지금 가는 중이에요", "내일 뵙겠습니다", "수고하셨습니다",
    "배송이 아직 안 왔어요. 언제 오나요?", "환불해 주세요", "영업 시간이 어떻게 되나요?",
    "주문을 취소하고 싶어요", "비밀번호를 잊어버렸어요", "상담원이 정말 친절했어요",
    "화면이 안 나와요. 고쳐 주세요", "제품이 마음에 들어요", "가격이 너무 올랐네요",
    "주차장이 있나요?", "매장 위치를 알려 주세요", "앱이 자꾸 꺼져요", "설명서를 보내 주실 수 있나요?",
    "색상이 사진과 달라요", "다시 살 것 같아요", "포장이 찢어져서 왔어요", "카드로 두 번 결제됐어요",
    "이런 기능이 있으면 좋겠어요", "연락이 안 되네요", "덕분에 잘 해결됐습니다",
    "주말에 영화 봤어요", "아이가 학교에 갔어요", "커피 한 잔 하고 있어요", "버스가 늦게 왔다",
    "어제 축구 봤어?", "생일 축하해요", "집에 도착했습니다", "운동을 시작했어요", "책을 한 권 읽었다",
    "사진 잘 나왔네요", "저녁에 비가 온대요", "고양이가 자고 있어요", "새해 복 많이 받으세요",
    "회의는 세 시입니다", "자리를 옮겼어요", "길이 막히네요", "다음 주에 휴가예요", "전화번호가 바뀌었습니다",
    "정수기에서 연기가 나요", "기자입니다. 취재 요청드립니다",
)  # fmt: skip

ENGLISH = (
    "Hello", "Okay, thank you", "Noted", "Have a nice day", "The weather is lovely today",
    "What shall we have for lunch?", "I am on my way", "See you tomorrow", "Good work everyone",
    "My parcel has not arrived. When will it come?", "Please refund me", "What are your opening hours?",
    "I would like to cancel my order", "I forgot my password", "Your agent was really kind",
    "The screen stays black, please fix it", "I love this product", "Prices went up a lot",
    "Is there parking?", "Where is your store?", "The app keeps crashing", "Could you send me the manual?",
    "The colour differs from the picture", "I would buy it again", "The box arrived torn",
    "My card was charged twice", "It would be great to have dark mode", "Nobody answers the phone",
    "Solved, thanks to you", "We watched a film this weekend", "The kids are at school",
    "Having a coffee", "The bus was late", "Did you see the match?", "Happy birthday",
    "I am home now", "I started running", "Finished a book today", "Nice picture",
    "It will rain tonight", "The cat is asleep", "Happy new year", "The meeting is at three",
    "We moved desks", "Traffic is slow", "I am on holiday next week", "My number has changed",
    "There is smoke coming out of the machine", "I am a journalist and have a question", "Good night",
)  # fmt: skip

SENTENCES = KOREAN + ENGLISH
