"""Tokens per second of CPU against the loop a team would write first; ends 1 when below its goal.

Run: python bench/tokens.py [texts.csv]; without a file it makes short Korean and English posts.
Goal: at least 3 times the character loop, and the same tokens.
"""

import csv
import random
import re
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from hanjari.language import read, tokens
from hanjari.language.normal import is_plain

GOAL = 3.0
_CJK = re.compile("[가-힣ㄱ-ㆎ一-鿿㐀-䶿ぁ-ゖァ-ヺー]")
_WORDS = [
    "정수기",
    "필터가",
    "물이",
    "새요",
    "언제",
    "교체해",
    "주시나요",
    "감사합니다",
    "배송",
    "환불",
    "요청",
    "LG전자",
    "the",
    "filter",
    "is",
    "leaking",
    "please",
    "100%",
    "3일",
    "ㅋㅋㅋ",
]


def naive_tokens(text: str) -> list[str]:
    """Character by character, as in many a first draft."""
    found, word, run = [], "", ""
    for char in unicodedata.normalize("NFKC", text).casefold() + " ":
        is_cjk = bool(_CJK.match(char))
        if run and not is_cjk:
            found += [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
            run = ""
        if word and (is_cjk or not re.match(r"[^\W_]", char)):
            found.append(word)
            word = ""
        if is_cjk:
            run += char
        elif re.match(r"[^\W_]", char):
            word += char
    return found


def per_second(work: Callable[[], object], count: int) -> float:
    """The best of three, per second of CPU."""
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return count / best


def texts() -> list[str]:
    """The column `text` of a CSV file, or made-up posts."""
    if len(sys.argv) > 1:
        with Path(sys.argv[1]).open(newline="", encoding="utf-8") as file:
            return [row["text"] for row in csv.DictReader(file)]
    chance = random.Random(2026)  # noqa: S311 (posts, not secrets)
    return [" ".join(chance.choices(_WORDS, k=chance.randint(3, 12))) for _ in range(20_000)]


def main() -> int:
    """Print the rates and the ratio."""
    posts = texts()
    plain = [post for post in posts if is_plain(post) and not re.search("[ㄱ-ㆎ]", post)]
    assert all(tokens(post) == naive_tokens(post) for post in plain), "different tokens"
    naive = per_second(lambda: [naive_tokens(post) for post in posts], len(posts))
    ours = per_second(lambda: [tokens(post) for post in posts], len(posts))
    reads = per_second(lambda: read(posts), len(posts))
    print(f"character loop {naive:>10,.0f} posts/s of CPU")
    print(f"tokens()       {ours:>10,.0f} posts/s of CPU, {ours / naive:.1f} x (goal {GOAL} x)")
    print(f"read()         {reads:>10,.0f} posts/s of CPU")
    return 0 if ours >= GOAL * naive else 1


if __name__ == "__main__":
    sys.exit(main())
