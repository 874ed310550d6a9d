"""Intensity: runs are counted as typed."""

from hanjari.language import read
from hanjari.language.intensity import Intensity, intensity


def test_runs_of_laughter_tears_and_signs_are_counted():
    assert intensity("감사합니다!!! ㅋㅋㅋㅋ ㅠㅠ 정말요??") == Intensity(
        laughter=4, tears=2, exclamation=3, question=2
    )


def test_one_laugh_is_not_many():
    assert intensity("ㅋ 네").laughter == 1
    assert intensity("네").laughter == 0


def test_letters_are_drawn_out_from_three():
    assert intensity("soooo good").drawn == 4
    assert intensity("good").drawn == 0
    assert intensity("좋아아아아").drawn == 4


def test_a_reading_keeps_how_loud_its_text_was():
    loud, calm = read(["언제 와요???? ㅠㅠㅠ", "언제 와요"])
    assert (loud.intensity.question, loud.intensity.tears) == (4, 3)
    assert calm.intensity == Intensity()
