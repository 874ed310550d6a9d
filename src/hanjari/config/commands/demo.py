"""`hanjari demo`: Hanbit's two weeks in this HANJARI_HOME."""

from argparse import ArgumentParser, Namespace

from django.conf import settings

from hanjari.config.preparation import prepare
from hanjari.config.speech import say, show_progress
from hanjari.config.trouble import Trouble
from hanjari.demo import telling

LOG_IN = """
  Log in at {url} with any of these, password {password}

    minseo@hanbit.example   민서, agent in customer care
    jiho@hanbit.example     지호, lead: approves answers
    yuna@hanbit.example     유나, administrator
    doyun@hanbit.example    도윤, reader

  Write as a customer at {url}/open/form/hanbit/ and see it arrive.
"""


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(options: Namespace) -> int:  # noqa: ARG001 (every command gets its options)
    """Set up the database, tell the story once, and print how to log in."""
    prepare(say=say)
    if not telling.is_told():
        if telling.is_somebody_else_here():
            raise Trouble(
                "This HANJARI_HOME holds a desk of its own.",
                safe="Nothing was changed.",
                remedy="Tell the demo in another folder: HANJARI_HOME=$PWD/.hanjari ./bin/demo",
            )
        telling.tell(_progress)
    say(LOG_IN.format(url=settings.PUBLIC_URL, password=telling.PASSWORD))
    return 0


def _progress(done: int, of: int) -> None:
    show_progress("Two weeks at Hanbit's desk", done, of)
