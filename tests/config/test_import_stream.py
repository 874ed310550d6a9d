"""`hanjari import --stream`: lines are sifted, kept where they fit, and gone on with where it stopped."""

import io
import json
from argparse import Namespace

import pytest

from hanjari.channels.models import Stream
from hanjari.config.commands.import_stream import sift_lines
from hanjari.config.trouble import Trouble
from hanjari.listening.models import Message, StandingQuery


@pytest.fixture
def sifted(yuna, hanbit, tmp_path, monkeypatch, settings):
    settings.HOME = tmp_path
    StandingQuery.objects.create(organisation=hanbit.organisation, name="한빛", expression="한빛")

    def sift(file, **more: object) -> str:
        said: list[str] = []
        options = Namespace(file=file, archive="", zone="", map=[], **more)
        assert sift_lines(options, yuna, say=said.append) == 0
        return "\n".join(said)

    return sift


def lines(count: int) -> list[str]:
    return [
        json.dumps(
            {
                "id": str(n),
                "text": f"{'한빛' if n % 4 == 0 else '남의'} 글 {n}",
                "created_at": "2026-11-20T10:00:00+09:00",
                "author": f"a{n % 5}",
            },
            ensure_ascii=False,
        )
        for n in range(count)
    ]


def test_what_fits_is_kept_the_rest_is_counted_and_broken_lines_too(sifted, tmp_path):
    path = tmp_path / "said.jsonl"
    path.write_text("\n".join([*lines(40), "{broken", '{"id":"x"}']))
    told = sifted(path)
    assert "42 lines read" in told
    assert "10 kept" in told
    assert "2 could not be read" in told
    assert Message.objects.count() == 10
    assert set(Message.objects.values_list("is_overheard", flat=True)) == {True}


def test_the_same_file_again_goes_on_behind_its_end(sifted, tmp_path):
    path = tmp_path / "said.jsonl"
    path.write_text("\n".join(lines(8)))
    sifted(path)
    assert "Going on where it stopped" in sifted(path)
    Stream.objects.update(place={})
    assert "0 kept, 2 known already" in sifted(path)
    assert Message.objects.count() == 2


def test_a_pipe_is_read_to_its_end(sifted, monkeypatch):
    class Pipe(io.BufferedReader):
        def seekable(self) -> bool:
            return False

    class Input:
        buffer = Pipe(io.BytesIO("\n".join(lines(8)).encode()))

    monkeypatch.setattr("sys.stdin", Input)
    assert "8 lines read" in sifted("-")
    assert Message.objects.count() == 2


def test_lines_without_a_text_say_what_to_name(sifted, tmp_path):
    path = tmp_path / "said.jsonl"
    path.write_text('{"a": 1, "b": "x"}\n')
    with pytest.raises(Trouble, match="Nothing says text and time"):
        sifted(path)
    path.write_text("no json\n")
    with pytest.raises(Trouble):
        sifted(path)
