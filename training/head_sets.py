"""The labelled sets behind the heads, as texts and labels; each as its README in the data folder tells."""

import csv
import json
import lzma
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.understanding.row import data_file

Labelled = tuple[list[str], NDArray[np.int64]]


def _lines(*parts: str) -> list[str]:
    return _found(*parts).read_text("utf-8").rstrip("\n").split("\n")


def _found(*parts: str) -> Path:
    path = data_file(*parts)
    assert path, f"{'/'.join(parts)} is not here"
    return path


def paraphrases() -> Labelled:
    """ParaKQC (CC BY-SA 4.0): sentences and whether they ask (2) or demand (3), as in 3i4K."""
    rows = [line.split("\t") for line in _lines("parakqc", "parakqc.txt")]
    return [row[2] for row in rows], np.array([2 if int(row[1]) < 2 else 3 for row in rows])


def emotions() -> Labelled:
    """KOTE (MIT): comments and their 44 emotions as zeros and ones."""
    rows = [line.split("\t") for line in _lines("kote", "val.tsv")]
    labels = np.zeros((len(rows), 44), dtype=np.int64)
    for place, row in enumerate(rows):
        labels[place, [int(name) for name in row[2].split(",")]] = 1
    return [row[1] for row in rows], labels


def hate_speech() -> Labelled:
    """K-MHaS (CC BY-SA 4.0): news comments and eight classes of hate as zeros and ones, 3 is profanity."""
    rows = [line.rsplit("\t", 1) for line in _lines("k_mhas", "kmhas_valid.txt")[1:]]
    labels = np.zeros((len(rows), 9), dtype=np.int64)
    for place, row in enumerate(rows):
        labels[place, [int(name) for name in row[1].split(",")]] = 1
    return [row[0].strip('"') for row in rows], labels[:, :8]


def video_comments() -> tuple[list[str], NDArray[np.int64], list[str]]:
    """YouTube Spam (CC BY 4.0): comments, whether spam, and under whose video."""
    with _found("youtube_spam_en", "youtube_spam.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spam = np.array([int(row["spam"]) for row in rows])
    return [row["text"] for row in rows], spam, [row["video"] for row in rows]


def bank_requests() -> list[tuple[str, str]]:
    """Banking77 (CC BY 4.0): customers' messages and their intent."""
    with _found("banking77_en", "train.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"].strip(), row["category"]) for row in csv.DictReader(file)]


def spoken_requests() -> list[tuple[str, str]]:
    """CLINC150 (CC BY 3.0): requests to an assistant and their intent; out-of-scope ones are `oos`."""
    found = json.loads(lzma.decompress(_found("clinc150_en", "data.json.xz").read_bytes()))
    parts = ("train", "val", "oos_train", "oos_val")
    return [(text, intent) for part in parts for text, intent in found[part]]
