"""Meaning: the same question in ten ways, likeness of sentences, topics of a stream."""

import csv
import json
import lzma
from collections.abc import Callable

import numpy as np

from hanjari.language.meaning import SAME, embed, placed, same_question
from hanjari.language.meaning.kmeans import gathered
from hanjari.language.meaning.space import evened

from .row import Labels, Row, bootstrap, data_file, speed

_WAYS = 10
_ASKED = 1_000


def rows() -> list[Row]:
    """Some minutes, most of it the encoder's."""
    return [*_questions(), *_likeness(), *_topics()]


def held_out(groups: int) -> np.ndarray:
    """Half of ParaKQC's groups; `SAME` was chosen on the other half."""
    drawn = np.random.default_rng(1).permutation(groups)
    return np.sort(drawn[groups // 2 :])


def questions_and_requests() -> list[str]:
    """ParaKQC (CC BY-SA 4.0), each meaning in ten ways; none where the data is absent."""
    path = data_file("parakqc", "parakqc.txt")
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return [line.split("\t")[2] for line in lines]


def _questions() -> list[Row]:
    texts = questions_and_requests()
    if not texts:
        return []
    chosen = held_out(len(texts) // _WAYS)
    some = [texts[g * _WAYS + way] for g in chosen for way in range(_WAYS)]
    truth = np.repeat(np.arange(len(chosen)), _WAYS)
    told = np.arange(len(some)) + len(some)
    for number, group in enumerate(same_question(some)):
        told[group] = number
    whole, groups = placed(texts), np.arange(len(texts)) // _WAYS
    asked = np.random.default_rng(0).permutation(len(texts))[:_ASKED]
    found = _found(whole, groups, asked)
    raw = _found(embed(texts), groups, asked)
    n, counts = len(some), _pairs(truth, told)
    return [
        _mean(
            "Same question, its nine others among 5,000",
            "recall@9",
            found,
            raw.mean(),
            "floor: plain vectors",
        ),
        Row(
            "Same question, groups",
            "pair F1",
            pair_f1(counts),
            bootstrap(pair_f1, counts),
            n,
            speed=speed(same_question, some[:1000]),
            note=f"threshold {SAME} from the other half of ParaKQC; interval over groups",
        ),
    ]


def _found(vectors: np.ndarray, groups: np.ndarray, asked: np.ndarray) -> np.ndarray:
    likeness = vectors[asked] @ vectors.T
    likeness[np.arange(len(asked)), asked] = -np.inf
    best = np.argpartition(-likeness, _WAYS - 1, axis=1)[:, : _WAYS - 1]
    return 100 * (groups[best] == groups[asked, None]).mean(axis=1)


def _mean(task: str, measure: str, found: np.ndarray, floor: float, note: str) -> Row:
    interval = bootstrap(lambda part: float(part.mean()), found)
    return Row(task, measure, float(found.mean()), interval, len(found), float(floor), note=note)


def _likeness() -> list[Row]:
    path = data_file("korsts", "sts-dev.tsv")
    if path is None:
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    truth = np.array([float(row["score"]) for row in found])
    one, other = (embed([row[side] for row in found]) for side in ("sentence1", "sentence2"))
    told = (evened(one) * evened(other)).sum(axis=1)
    plain = spearman(truth, (one * other).sum(axis=1))
    interval = bootstrap(spearman, truth, told, rounds=200)
    note = "floor: plain vectors"
    return [
        Row(
            "Likeness, KorSTS dev",
            "Spearman",
            spearman(truth, told),
            interval,
            len(truth),
            plain,
            note=note,
        )
    ]


def _topics() -> list[Row]:
    found = []
    for name, (texts, labels) in {"banking77": _banking(), "petitions": _petitions()}.items():
        if texts:
            truth = np.unique(labels, return_inverse=True)[1]
            told, _ = gathered(evened(embed(texts)), int(truth.max()) + 1)
            for measure, score in {"NMI": nmi, "purity": purity}.items():
                told_of = score(truth, told)
                reach = _reach(score, truth, told)
                interval = (told_of - reach, told_of + reach)
                found.append(Row(f"Topics, {name}", measure, told_of, interval, len(truth)))
    return found


def _reach(score: Callable[..., float], truth: np.ndarray, told: np.ndarray) -> float:
    """Half the 95 % interval by the bootstrap's deviation: its percentiles lean, repeats look alike."""
    low, high = bootstrap(score, truth, told, rounds=50)
    return (high - low) / 2


def _banking() -> tuple[list[str], list[str]]:
    path = data_file("banking77_en", "train.csv")
    if path is None:
        return [], []
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [row["text"] for row in rows], [row["category"] for row in rows]


def _petitions() -> tuple[list[str], list[str]]:
    path = data_file("petitions_ko", "petitions.jsonl.xz")
    if path is None:
        return [], []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [f"{row['title']}. {row['content']}"[:300] for row in rows]
    return texts, [row["category"] for row in rows]


def _crossed(truth: Labels, told: Labels) -> np.ndarray:
    one = np.unique(np.asarray(truth), return_inverse=True)[1]
    other = np.unique(np.asarray(told), return_inverse=True)[1]
    return np.bincount(
        one * (other.max() + 1) + other, minlength=(one.max() + 1) * (other.max() + 1)
    ).reshape(one.max() + 1, -1)


def _pairs(truth: Labels, told: Labels) -> np.ndarray:
    """Per true group: pairs found, pairs told (half to each end's group), pairs there are: (groups, 3)."""
    table = _crossed(truth, told).astype(float)
    hits = (table * (table - 1) / 2).sum(axis=1)
    told_pairs = (table * (table.sum(axis=0) - 1) / 2).sum(axis=1)
    sizes = table.sum(axis=1)
    return np.stack([hits, told_pairs, sizes * (sizes - 1) / 2], axis=1)


def pair_f1(counts: np.ndarray) -> float:
    """F1 over pairs of texts that stand in one group, percent; see `_pairs`."""
    hits, told, there = counts.sum(axis=0)
    return float(200 * hits / max(1.0, told + there))


def nmi(truth: Labels, told: Labels) -> float:
    """Normalised mutual information, arithmetic mean of the entropies, percent."""
    table = _crossed(truth, told) / len(np.asarray(truth))
    one, other = table.sum(1), table.sum(0)
    held = table > 0
    mutual = (table[held] * np.log(table[held] / np.outer(one, other)[held])).sum()
    return float(100 * mutual / max(1e-12, (_entropy(one) + _entropy(other)) / 2))


def _entropy(shares: np.ndarray) -> float:
    return float(-(shares[shares > 0] * np.log(shares[shares > 0])).sum())


def purity(truth: Labels, told: Labels) -> float:
    """Share of texts that stand with the commonest label of their group, percent."""
    return float(100 * _crossed(truth, told).max(axis=0).sum() / len(np.asarray(truth)))


def spearman(truth: Labels, told: Labels) -> float:
    """Rank correlation times 100 (ties broken by order)."""
    ranks = [np.argsort(np.argsort(np.asarray(side), kind="stable")) for side in (truth, told)]
    return float(100 * np.corrcoef(*ranks)[0, 1])
