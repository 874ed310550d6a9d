"""Trains the tables of language identification: `weights/free/latin.npz` and `weights/free/han.bin`.

Run from the top of the repository: python -m training.language_id   (about ten minutes on one core)
Latin: a linear model over hashed grams of words in a space of 15 dimensions (fastText's model), with
weights rounded to -Q … Q while it learns. Half its texts are pieces of real sentences, half made-up
words in their language's proportions; every eighth loses its marks, as people type.
Han: log-odds of each character, Japanese over Chinese, where a codec or the counts are clear.
"""

import math
import random
import time
import unicodedata
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from hanjari.language.han import FIRST
from hanjari.language.latin import LATIN, Features, LatinTable
from hanjari.language.latin.features import BITS
from hanjari.language.latin.table import REACH
from training.language_texts import english_messages, translations
from training.language_words import followers, words_of

WEIGHTS = Path(__file__).parents[1] / "src" / "hanjari" / "language" / "weights" / "free"
SEED, EPOCHS, TEXTS_EACH, BATCH = 5, 13, 12_000, 2_048
DIMENSIONS, SPREAD = 15, 2.5
"""Weights are -REACH … REACH steps, the last of them at `SPREAD` standard deviations."""

REAL, BARE = 0.4, 0.12
"""Share of real texts, and of texts without their marks."""

_PLAIN = str.maketrans("øłđßıæœ", "oldsiao")
_CLEAR = 2.5

Grams = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


class Texts:
    """An endless choice of short texts in each language."""

    def __init__(self, real: dict[str, list[str]]) -> None:
        self._real = real
        self._chance = random.Random(SEED)

    def one(self, code: str) -> str:
        """A piece of a real sentence or a few words that follow no grammar."""
        chance, real = self._chance, self._real.get(code)
        if real and chance.random() < REAL:
            words = chance.choice(real).split()
            if chance.random() > 0.3:
                size = chance.choice((1, 1, 2, 2, 3, 4, 5, 6))
                start = chance.randrange(max(1, len(words) - size + 1))
                words = words[start : start + size]
            text = " ".join(words[:14])
        else:
            size = chance.choice((1, 1, 1, 2, 2, 2, 3, 4, 5, 6, 8, 12))
            text = " ".join(chance.choices(words_of(code), k=size))
        return _bare(text) if chance.random() < BARE else text


def _bare(text: str) -> str:
    parted = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in parted if not unicodedata.combining(c)).translate(_PLAIN)


def grams_of(texts: list[str]) -> Grams:
    """Slots of all grams, where each text's begin, and what a text's sum is multiplied with."""
    joined = f" {' '.join(texts)} "
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    edges = np.concatenate(([0], np.cumsum([len(text) + 1 for text in texts])))
    features = Features(codes, edges, np.arange(len(texts)))
    places, words = features.words
    owner = np.searchsorted(features.starts, np.arange(len(features.letters)), side="right") - 1
    slots = np.concatenate([*features.slots, words])
    owners = np.concatenate([owner, owner, owner, owner[places]])
    order = np.argsort(owners[slots > 0], kind="stable")
    slots, owners = slots[slots > 0][order], owners[slots > 0][order]
    begins = np.searchsorted(owners, np.arange(len(texts)))
    spread = 1 / np.sqrt(features.lengths + 1.0)
    return torch.from_numpy(slots), torch.from_numpy(begins), torch.from_numpy(spread).float()


class Model(torch.nn.Module):
    """Sum of grams, times a matrix; rounded when `step` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.grams = torch.nn.Parameter(torch.randn(1 << BITS, DIMENSIONS) * 0.05)
        self.out = torch.nn.Linear(DIMENSIONS, len(LATIN))
        self.step: torch.Tensor | None = None

    def forward(self, grams: Grams) -> torch.Tensor:
        """Scores (texts, languages)."""
        slots, begins, spread = grams
        weights = self.grams
        if self.step is not None:
            weights = weights + (self.rounded() * self.step - weights).detach()
        summed = torch.nn.functional.embedding_bag(slots, weights, begins, mode="sum")
        return self.out(summed * spread[:, None])

    def set_step(self) -> None:
        """The step of each dimension, from its spread."""
        self.step = SPREAD * self.grams.detach().std(0) / REACH

    def rounded(self) -> torch.Tensor:
        """Whole numbers of steps."""
        return torch.clamp(torch.round(self.grams.detach() / self.step), -REACH, REACH)


def trained(texts: Texts) -> Model:
    """The last quarter of the epochs learns with rounded weights."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    model, begun = Model(), time.time()
    chance = random.Random(SEED)
    optimizer = torch.optim.Adam([{"params": [model.grams]}, {"params": model.out.parameters()}])
    for epoch in range(EPOCHS):
        for group, rate in zip(optimizer.param_groups, (0.02, 0.01), strict=True):
            group["lr"] = rate * (1 - epoch / EPOCHS)
        if epoch >= EPOCHS * 3 // 4:
            model.set_step()
        drawn = [
            (place, texts.one(code)) for place, code in enumerate(LATIN) for _ in range(TEXTS_EACH)
        ]
        chance.shuffle(drawn)
        losses = []
        for start in range(0, len(drawn), BATCH):
            places, part = zip(*drawn[start : start + BATCH], strict=True)
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(
                model(grams_of(list(part))), torch.tensor(places)
            )
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(
            f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, {time.time() - begun:.0f} s",
            flush=True,
        )
    return model


def latin_table(model: Model) -> LatinTable:
    """The model in whole numbers; slot 0 is no gram."""
    weights = model.rounded().numpy().astype(np.int8).T.copy()
    weights[:, 0] = 0
    directions = (model.out.weight.detach() * model.step).numpy().T.astype(np.float32)
    return LatinTable(weights, directions, model.out.bias.detach().numpy())


def han_weights(real: dict[str, list[str]]) -> bytes:
    """See `hanjari.language.han`: 128 + 16 x log-odds for each code point, 128 where they are not clear."""
    simplified = [text for text in real["zh"] if not _is_written_in(text, "big5")]
    ja = _shares(followers("ja", 1), 0.8, Counter("".join(real["ja"])), 0.2)
    zh = _shares(followers("zh", 1), 0.5, Counter("".join(simplified)), 0.5)
    weights = bytearray([128]) * (0xA000 - FIRST)
    for code in range(0x3400, 0xA000):
        least_ja, least_zh = _least(chr(code))
        odds = math.log((ja.get(chr(code), 0) + least_ja) / (zh.get(chr(code), 0) + least_zh))
        if abs(odds) >= _CLEAR:
            weights[code - FIRST] = 128 + max(-127, min(127, round(16 * odds)))
    weights[0x3005 - FIRST] = 128 + 48  # 々
    weights[0x3105 - FIRST : 0x3130 - FIRST] = bytes([28]) * 0x2B  # bopomofo
    return bytes(weights)


def _is_written_in(text: str, *codecs: str) -> bool:
    for codec in codecs:
        try:
            "".join(char for char in text if "\u3400" <= char <= "\u9fff").encode(codec)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _least(char: str) -> tuple[float, float]:
    """What a character never counted is taken for: by the national sets that hold it."""
    is_ja = _is_written_in(char, "shift_jis", "euc_jp")
    is_zh = _is_written_in(char, "gb2312", "big5")
    if is_ja and not is_zh:
        return 2e-5, 1e-6
    return (2e-6 if is_ja else 1e-8, 4e-6 if is_zh else 1e-8) if is_ja or is_zh else (1e-6, 1e-6)


def _shares(
    first: dict[str, float], part: float, second: Counter[str], rest: float
) -> dict[str, float]:
    shares: Counter[str] = Counter()
    for counts, weight in ((first, part), (second, rest)):
        han = {char: count for char, count in counts.items() if "\u3400" <= char <= "\u9fff"}
        whole = sum(han.values())
        shares.update({char: weight * count / whole for char, count in han.items()})
    return dict(shares)


def main() -> None:
    """Train, write, and tell how large the files are."""
    real = translations()
    (WEIGHTS / "han.bin").write_bytes(zlib.compress(han_weights(real), 9))
    real["en"] += english_messages()
    latin_table(trained(Texts(real))).save(WEIGHTS / "latin.npz")
    for name in ("han.bin", "latin.npz"):
        print(f"{name}: {(WEIGHTS / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
