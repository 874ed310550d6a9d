"""The language of one text by its script, without numpy."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.scripts import READ, language_of

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("배송이 늦네요", "ko"),
        ("ㅋㅋㅋㅋ", "ko"),
        ("ㅠㅠ 😭", "ko"),
        ("My parcel is late", "en"),
        ("Ｆｕｌｌ ｗｉｄｔｈ", "en"),
        ("荷物が届きません", "ja"),
        ("ﾊﾝｶｸ", "ja"),
        ("我的包裹还没到", "zh"),
        ("我的包裹還沒到", "zh"),
        ("Где мой заказ?", "ru"),
        ("Де моє замовлення?", "uk"),
        ("Къде е поръчката ми?", "bg"),
        ("Где је моја наруџбина?", "sr"),
        ("أين طلبي؟", "ar"),
        ("سفارش من کجاست؟", "fa"),
        ("میرا آرڈر کہاں ہے؟", "ur"),
        ("איפה ההזמנה שלי?", "he"),
        ("Πού είναι η παραγγελία μου;", "el"),
        ("พัสดุของฉันอยู่ที่ไหน", "th"),
        ("मेरा ऑर्डर कहाँ है?", "hi"),
        ("আমার অর্ডার কোথায়?", "bn"),
        ("என் ஆர்டர் எங்கே?", "ta"),
        ("სად არის ჩემი შეკვეთა?", "ka"),
        ("Որտե՞ղ է իմ պատվերը", "hy"),
        ("ការបញ្ជាទិញ", "km"),
    ],
)
def test_a_script_speaks_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    ["", " \n", "😀👍", "1,234.50", "!!!???", "@hanbit", "https://t.co/xY9", "\ud800\x00", "ⵣ"],
)
def test_without_a_letter_that_speaks_the_language_is_undetermined(text: str) -> None:
    assert language_of(text) == "und"


@pytest.mark.parametrize(
    "text",
    [
        "LG전자 세탁기 AS 접수 부탁드려요",
        "iPhone 15 Pro Max 256GB 품절",
        "Samsung Galaxy S24 Ultra 512GB Titanium은 the best is 인정",
        "Thank you so much for this, it was the best 서비스였어요 진짜로 감사해요",
        "大韓民國 헌법 제1조",
    ],
)
def test_a_korean_text_stays_korean_beside_foreign_names(text: str) -> None:
    assert language_of(text) == "ko"


@pytest.mark.parametrize(
    "text",
    [
        "I love my 삼성 phone, it is the best I have had",
        "What does 눈치 mean? I hear it in every drama",
        "We went to 東京 and the food was great",
    ],
)
def test_one_foreign_word_in_an_english_sentence_leaves_it_english(text: str) -> None:
    assert language_of(text) == "en"


def test_letters_of_names_and_addresses_do_not_count() -> None:
    assert language_of("@samsung_korea https://www.example.com/products/galaxy 고장났어요") == "ko"
    assert language_of("mail to minseo@hanbit.example") == "en"
    assert language_of("minseo@hanbit.example") == "und"


def test_han_alone_is_japanese_only_where_its_characters_are() -> None:
    assert language_of("東京駅") == "ja"
    assert language_of("営業時間") == "ja"
    assert language_of("東京") == "zh", "a word that both write is Chinese by prior"
    assert language_of("營業時間") == "zh"
    assert language_of("营业时间") == "zh"


def test_a_kana_in_a_chinese_name_does_not_make_the_sentence_japanese() -> None:
    assert language_of("我在優の良品買了很多好吃的東西") == "zh"


@given(ANYTHING)
def test_any_text_has_a_code(text: str) -> None:
    code = language_of(text)
    assert code == "und" or (len(code) == 2 and code.isascii() and code.islower())


@pytest.mark.parametrize("filler", ["a", "@", "가", "漢", "я", "://", "\u202e", "ⵣ", "а@"])
def test_what_follows_the_first_pages_is_not_read(filler: str) -> None:
    page = (filler * READ)[:READ]
    assert language_of(page + "あ" * 1_000_000) == language_of(page)


def test_numpy_is_not_loaded() -> None:
    code = "import sys; from hanjari.language import language_of; language_of('漢字'); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
