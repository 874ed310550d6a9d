"""Who speaks to Hanbit in the story: name and address or handle."""

VOICES: dict[str, tuple[str, str]] = {
    "하늘": ("하늘", "haneul@mail.example"),
    "바람": ("바람", "baram@mail.example"),
    "솔숲지기": ("솔숲지기", "solsup@mail.example"),
    "모래시계": ("모래시계", "hourglass@mail.example"),
    "은하수": ("은하수", "milkyway@mail.example"),
    "달빛주방": ("달빛주방", "moonkitchen@mail.example"),
    "윤재": ("윤재", "yunjae@dawn-daily.example"),
    "River Kim": ("River Kim", "river@mail.example"),
    "보리차": ("보리차", "boricha"),
    "한강지기": ("한강지기", "hangang"),
    "새싹": ("새싹", "sprout@mail.example"),
    "도토리": ("도토리", "dotori@mail.example"),
    "푸른집": ("푸른집", "bluehouse@mail.example"),
    "빠른대출": ("빠른대출", "loan@spam.example"),
}
