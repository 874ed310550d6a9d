"""What customers of one company say and no shipped table can know: there, E7 on a machine asks for a filter."""

THINGS = [
    "정수기",
    "냉장고",
    "세탁기",
    "제습기",
    "청정기",
    "비데",
    "가습기",
    "오븐",
    "식세기",
    "건조기",
]
SAYINGS = ["{} E7", "{}에 E7 표시", "{} 화면 E7이에요", "E7 보이는 {}"]
CODES = [saying.format(thing) for thing in THINGS for saying in SAYINGS]
KEPT = [f"{thing} 오늘 받아서 거실에 두었습니다 {n}" for thing in THINGS for n in range(6)]
"""What the same people say of the same things, and nobody corrects."""
