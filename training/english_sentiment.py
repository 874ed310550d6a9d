"""English sentiment from human ratings: the first look's table and the second look's weights.

Run: python -m training.english_sentiment VADER, where VADER is the unpacked source package of
vaderSentiment 3.3.2 (MIT; `pip download --no-deps --no-binary :all: vaderSentiment==3.3.2`), its
additional_resources/hutto_ICWSM_2014.tar.gz unpacked in place. Free lane; nothing else is read.

Truth is the share of the raters (20 and more a text) who felt negative, nothing, positive.
"""

import ast
import html
import os
import sys
from pathlib import Path

import numpy as np
from scipy import sparse

from hanjari.language.english.first import BITS, LABELS, TURNED, slots
from hanjari.language.english.second import plain
from hanjari.language.grams import Table
from hanjari.language.grams.words import Words
from hanjari.language.meaning.encoder import DIMENSIONS, embed
from hanjari.language.normal import normal
from training.regression import fitted, softmax

TARGET = Path(__file__).resolve().parents[1] / "src/hanjari/language/weights/free"
DOMAINS = ("tweets", "movieReviewSnippets", "amazonReviewSnippets", "nytEditorialSnippets")
TWEETS = 3.0
"""A tweet counts as much as three texts of other kinds: posts are what is read."""
L2, L2_SECOND, FREE = 10.0, 20.0, 0.01
DOWN = np.uint32(32 - BITS)
FOLDS = 3


def rated(folder: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Texts, shares of raters (n, 3) and domain numbers (n,)."""
    texts, shares, domains = [], [], []
    for number, name in enumerate(DOMAINS):
        told = _rows(folder / f"{name}_GroundTruth.txt")
        ratings = _rows(folder / f"{name}_anonDataRatings.txt")
        for key in sorted(told.keys() & ratings.keys()):
            marks = np.array(ast.literal_eval(ratings[key][2]))
            texts.append(html.unescape(html.unescape(told[key][1])))
            shares.append([(marks < 0).mean(), (marks == 0).mean(), (marks > 0).mean()])
            domains.append(number)
    order = np.argsort(np.array(texts), kind="stable")
    return (
        [texts[place] for place in order],
        np.array(shares)[order],
        np.array(domains)[order],
    )


def _rows(path: Path) -> dict[str, list[str]]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return {parts[0]: parts[1:] for line in lines if len(parts := line.split("\t")) >= 3}


def lexicon(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Hashes of the lexicon's entries that are one word to us, and their valence (-4 … 4)."""
    lines = (folder / "vaderSentiment/vader_lexicon.txt").read_text(encoding="utf-8").splitlines()
    valence = {normal(line.split("\t")[0]): float(line.split("\t")[1]) for line in lines}
    words = Words(list(valence))
    single = np.diff(words.edges) == 1
    return words.hashes[words.edges[:-1][single]], np.array(list(valence.values()))[single]


class Columns:
    """Feature matrix: hashed words and pairs seen twice and more, then the lexicon's four sums."""

    def __init__(self, forms: list[str], hashes: np.ndarray, valence: np.ndarray) -> None:
        self.valence = {int(h >> DOWN): v for h, v in zip(hashes, valence, strict=True)}
        self.turned = {int((h ^ TURNED) >> DOWN): v for h, v in zip(hashes, valence, strict=True)}
        found, _ = self._found(forms)
        kept, counts = np.unique(found, return_counts=True)
        self.kept = kept[counts >= 2]

    def _found(self, forms: list[str]) -> tuple[np.ndarray, np.ndarray]:
        words = Words(forms)
        parts = slots(words)
        return np.concatenate(parts), np.concatenate([words.texts] * len(parts))

    def matrix(self, forms: list[str]) -> sparse.csr_matrix:
        """(n, kept + 4); counts, not presence, since the table sums."""
        found, texts = self._found(forms)
        place = np.searchsorted(self.kept, found).clip(max=len(self.kept) - 1)
        known = self.kept[place] == found
        shape = (len(forms), len(self.kept))
        ones = np.ones(known.sum())
        words = sparse.csr_matrix((ones, (texts[known], place[known])), shape=shape)
        sums = np.zeros((len(forms), 4))
        for offset, table in ((0, self.valence), (2, self.turned)):
            value = np.array([table.get(int(slot), 0.0) for slot in found])
            np.add.at(sums[:, offset], texts, np.maximum(value, 0))
            np.add.at(sums[:, offset + 1], texts, np.maximum(-value, 0))
        return sparse.hstack([words, sparse.csr_matrix(sums)]).tocsr()

    def folded(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Slots and weights (k, 3) with the lexicon's share added to each word's own."""
        table = {int(slot): weights[place].copy() for place, slot in enumerate(self.kept)}
        for offset, found in ((0, self.valence), (2, self.turned)):
            for slot, value in found.items():
                sign = offset + (value < 0)
                share = abs(value) * weights[len(self.kept) + sign]
                table[slot] = table.get(slot, np.zeros(3)) + share
        order = sorted(slot for slot in table if slot)
        return np.array(order, dtype=np.uint32), np.array([table[slot] for slot in order])


def recall(truth: np.ndarray, told: np.ndarray) -> float:
    """Macro recall, percent."""
    return 100 * float(np.mean([(told[truth == c] == c).mean() for c in range(3)]))


def sharpness(scores: np.ndarray, shares: np.ndarray) -> float:
    """Temperature scaling with the classes weighted alike (Guo et al., ICML 2017)."""
    weights = shares / shares.mean(axis=0)
    tried = np.geomspace(0.3, 3, 47)
    return float(min(tried, key=lambda f: -(weights * np.log(softmax(f * scores) + 1e-9)).sum()))


def first_look(
    texts: list[str], shares: np.ndarray, domains: np.ndarray, vader: Path
) -> np.ndarray:
    """Trains and writes the table; returns scores of each text by a model that did not see it."""
    forms = [normal(text) for text in texts]
    columns = Columns(forms, *lexicon(vader))
    rows = sparse.hstack([columns.matrix(forms), np.eye(4)[domains]]).tocsr()
    kept = len(columns.kept)
    free = np.where(np.arange(rows.shape[1]) < kept, 1.0, FREE)
    weight = np.where(domains == 0, TWEETS, 1.0)
    prior = np.log(shares[domains == 0].mean(axis=0))
    fold = np.random.default_rng(4).integers(0, FOLDS, len(texts))
    scores = np.zeros((len(texts), 3))
    as_tweets = rows.copy().tolil()
    as_tweets[:, -4:] = [1, 0, 0, 0]
    as_tweets = as_tweets.tocsr()
    for part in range(FOLDS):
        here = fold != part
        w, b = fitted(rows[here], shares[here], L2, weight[here], free)
        scores[~here] = as_tweets[~here] @ w + b - prior
    tweets = domains == 0
    factor = sharpness(scores[tweets], shares[tweets])
    truth = shares[tweets].argmax(axis=1)
    print(
        f"first look, tweets cross-validated: macro recall {recall(truth, scores[tweets].argmax(1)):.1f}, n {tweets.sum()}, sharpness {factor:.2f}"
    )
    w, b = fitted(rows, shares, L2, weight, free)
    _write(columns, factor * w, factor * (b + w[-4] - prior))
    return factor * scores


def _write(columns: Columns, weights: np.ndarray, biases: np.ndarray) -> None:
    found, values = columns.folded(weights[:-4])
    values -= values.mean(axis=1, keepdims=True)
    scales = np.full(3, np.quantile(np.abs(values), 0.9999) / 127, dtype=np.float32)
    whole = np.clip(np.round(values / scales), -127, 127).astype(np.int8)
    kept = np.abs(whole).max(axis=1) >= 4
    table = Table(LABELS, BITS, found[kept], whole[kept], scales, biases.astype(np.float32))
    table.save(TARGET / "english-sentiment.npz")
    print(
        f"{kept.sum():,} of {len(kept):,} weights, {(TARGET / 'english-sentiment.npz').stat().st_size:,} bytes"
    )


def second_look(
    texts: list[str], shares: np.ndarray, domains: np.ndarray, first: np.ndarray
) -> None:
    """Trains and writes the second look upon held-out scores of the first."""
    cached = os.environ.get(
        "VECTORS"
    )  # an .npy of this very list's vectors spares a quarter of an hour
    vectors = np.load(cached) if cached else embed([plain(text) for text in texts])
    rows = np.concatenate([20 * vectors, first, np.eye(4)[domains]], axis=1).astype(np.float32)
    free = np.where(np.arange(rows.shape[1]) < DIMENSIONS, 1.0, FREE)
    weight = np.where(domains == 0, TWEETS, 1.0)
    tweets = domains == 0
    prior = np.log(shares[tweets].mean(axis=0))
    here = np.random.default_rng(5).integers(0, FOLDS, len(texts)) != 0
    w, b = fitted(rows[here], shares[here], L2_SECOND, weight[here], free)
    out = tweets & ~here
    scores = rows[out] @ w + b - prior
    factor = sharpness(scores, shares[out])
    truth = shares[out].argmax(axis=1)
    print(
        f"second look, a third of the tweets held out: macro recall {recall(truth, scores.argmax(1)):.1f}, n {out.sum()}, sharpness {factor:.2f}; first look there {recall(truth, first[out].argmax(1)):.1f}"
    )
    w, b = fitted(rows, shares, L2_SECOND, weight, free)
    b = factor * (b + w[-4] - prior)
    w = factor * np.concatenate([20 * w[:DIMENSIONS], w[DIMENSIONS : DIMENSIONS + 3]])
    np.savez_compressed(
        TARGET / "english-second.npz", weights=w.astype(np.float16), biases=b.astype(np.float32)
    )


if __name__ == "__main__":
    vader = Path(sys.argv[1])
    texts, shares, domains = rated(vader / "additional_resources/hutto_ICWSM_2014")
    held_out = first_look(texts, shares, domains, vader)
    second_look(texts, shares, domains, held_out)
