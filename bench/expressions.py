"""Expressions: CPU time to read the largest and the worst: `python bench/expressions.py`."""

from time import process_time

from hanjari.listening.expressions import ExpressionError, parsed, printed
from hanjari.listening.expressions.flaws import LONGEST

WORDS = " OR ".join(f"낱말{number}" for number in range(10_000))
QUERY = '한빛 (환불 OR "늦은 배송" OR refund*) 배송 NEAR/5 늦 -이벤트 감정:부정 #한빛'
WORST = {
    "200,000 parentheses": "(" * (LONGEST // 2) + ")" * (LONGEST // 2),
    "400,000 signs of NOT": "-" * LONGEST,
    "200,000 words": "a " * (LONGEST // 2),
    "one word of 400,000 letters": "a" * LONGEST,
    "400,000 quotation marks": '"' * LONGEST,
    "100,000 NEARs": "NEAR" * (LONGEST // 4),
    "a name of 400,000 letters that is none": "가" * (LONGEST - 1) + ":",
}


def spent(text: str) -> tuple[float, str]:
    """Milliseconds, and the flaw that was found."""
    before = process_time()
    try:
        parsed(text)
    except ExpressionError as error:
        return (process_time() - before) * 1_000, error.flaw
    return (process_time() - before) * 1_000, "read"


def main() -> None:
    """A row each."""
    each = sum(spent(QUERY)[0] for _ in range(1_000))
    print(f"a query of ten words: {each:.0f} µs")
    print(f"10,000 words: {spent(WORDS)[0]:.0f} ms")
    node, before = parsed(WORDS), process_time()
    printed(node)
    print(f"… printed: {(process_time() - before) * 1_000:.0f} ms")
    for name, text in WORST.items():
        milliseconds, flaw = spent(text)
        print(f"{name}: {milliseconds:.0f} ms ({flaw})")


if __name__ == "__main__":
    main()
