"""The language of every text of a batch, in numpy: the rules of `scripts`, counted by look-up.

Each code point has a kind, the kinds of a text are counted in lanes of one packed number, and what
the counts leave open goes on: Latin letters to the table of Latin languages, Han to its weights, the
few mixed texts one by one to `language_of`, which is the rule in words.
"""

from collections.abc import Collection, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from hanjari.language.han import CLEAR, CLEAR_SHORT, FIRST, SHORT, han_weights
from hanjari.language.latin import LATIN, cut, latin_languages
from hanjari.language.scripts import FEW, KINDS, READ, language_of

_LANE = 12
_MASK = np.int64((1 << _LANE) - 1)
_SPACE, _AT, _COLON, _SLASH, _FIRST_SIGN, _LAST_SIGN = map(ord, " @:/!~")
_AT_ONCE = 48_000
"""Characters whose arrays stay in a core's own cache: twice as fast as a batch of a hundred thousand."""

_NAMES = ("und", "ko", "ja", "zh", *LATIN)
_KO, _JA, _ZH, _EN = range(1, 5)

Codes = NDArray[np.uint32]
Places = NDArray[np.int64]


def languages_of(texts: Sequence[str], among: Collection[str] | None = None) -> list[str]:
    """The language of each text, ISO 639-1, `und` when no letter speaks; never fails.

    `among` names the languages that a site listens in. It settles what letters leave open: Latin
    letters are one of its Latin languages (without any: `en`), Han alone is what it has of Chinese and
    Japanese. A script that it does not name keeps its own code. None is every language known, with
    English first where a few letters are all there is.
    """
    texts = [text[:READ] for text in texts]
    size = max(1, _AT_ONCE * len(texts) // (1 + sum(map(len, texts))))
    names: list[str] = []
    for first in range(0, len(texts), size):
        names += _languages_of(texts[first : first + size], among)
    return names


def _languages_of(texts: Sequence[str], among: Collection[str] | None) -> list[str]:
    joined = f" {' '.join(texts)} "
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    edges = np.concatenate(([0], np.cumsum(lengths + 1)))
    return languages_of_codes(codes, edges, among)


def languages_of_codes(
    codes: Codes, edges: Places, among: Collection[str] | None = None
) -> list[str]:
    """As `languages_of`, of one buffer with a space before and after each text, at `edges` (n + 1,).

    A text has at most `READ` characters; a `grams.Batch` has such a buffer.
    """
    seen = _without_addresses(codes)
    hangul, kana, han, latin, other = _counted(seen, edges)
    east = hangul + kana + han
    is_plain = (other == 0) & (latin <= FEW * east)
    is_ko = is_plain & (hangul > 0) & (hangul >= kana) & (2 * hangul >= han)
    is_ja = is_plain & ~is_ko & ((kana > 1) | ((kana == 1) & (han <= 8)))
    is_han = is_plain & (east > 0) & ~is_ko & ~is_ja
    is_latin = (latin > 0) & (east + other == 0)
    found = np.zeros(len(edges) - 1, dtype=np.int64)
    found[is_ko], found[is_ja] = _KO, _JA
    rows = np.flatnonzero(is_han)
    found[rows] = _of_han(seen, edges, rows, among)
    rows = np.flatnonzero(is_latin)
    found[rows] = _EN + latin_languages(seen, edges, rows, among)
    names = [_NAMES[place] for place in found.tolist()]
    is_open = ~is_plain & ~is_latin
    for row in np.flatnonzero(is_open).tolist():
        letters = codes[edges[row] + 1 : edges[row + 1]].tobytes()
        names[row] = language_of(letters.decode("utf-32-le", "surrogatepass"))
    return names


def _without_addresses(codes: Codes) -> Codes:
    """Runs of ASCII signs that hold an @ or a :// turn into spaces."""
    is_mark = codes == _AT
    slashes = np.flatnonzero(codes[:-2] == _COLON)
    slashes = slashes[(codes[slashes + 1] == _SLASH) & (codes[slashes + 2] == _SLASH)]
    marks = np.concatenate((np.flatnonzero(is_mark), slashes))
    if not len(marks):
        return codes
    gaps = np.flatnonzero((codes < _FIRST_SIGN) | (codes > _LAST_SIGN))
    after = np.unique(np.searchsorted(gaps, marks))
    begins, ends = gaps[after - 1] + 1, gaps[after]
    places, _ = cut(np.arange(len(codes), dtype=np.uint32), begins, ends - begins)
    codes = codes.copy()
    codes[places] = _SPACE
    return codes


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of each code point; the last entry stands for all beyond."""
    highest = max(ord(char) for _kind, pairs in KINDS for char in pairs)
    kinds = np.zeros(highest + 2, dtype=np.uint8)
    for kind, pairs in KINDS:
        for first, last in zip(pairs[::2], pairs[1::2], strict=True):
            kinds[ord(first) : ord(last) + 1] = kind
    return kinds


_ONE_EACH = np.array([0] + [1 << (_LANE * lane) for lane in range(len(KINDS))], dtype=np.int64)


def _counted(codes: Codes, edges: Places) -> NDArray[np.int64]:
    """Letters of each kind in each text, (kinds, texts)."""
    if len(edges) == 1:
        return np.zeros((len(KINDS), 0), dtype=np.int64)
    letters = _ONE_EACH.take(_kinds().take(codes, mode="clip"))
    sums = np.add.reduceat(letters, edges[:-1])
    return np.stack([(sums >> (_LANE * lane)) & _MASK for lane in range(len(KINDS))])


def _of_han(
    codes: Codes, edges: Places, rows: Places, among: Collection[str] | None
) -> NDArray[np.int64] | int:
    """Chinese or Japanese for each row, as `language_of_han`."""
    if among is not None and ("ja" in among) != ("zh" in among):
        return _JA if "ja" in among else _ZH
    if not len(rows):
        return _ZH
    read, starts = cut(codes, edges[rows], edges[rows + 1] - edges[rows])
    places = np.minimum(read - np.uint32(FIRST), len(han_weights()))
    pulls = np.append(np.frombuffer(han_weights(), dtype=np.uint8).astype(np.int64) - 128, 0)
    written = np.add.reduceat((places >= 0x400) & (places < len(pulls) - 1), starts, dtype=np.int64)
    pull = np.add.reduceat(pulls.take(places), starts)
    return np.where(pull > np.where(written > SHORT, CLEAR, CLEAR_SHORT), _JA, _ZH)
