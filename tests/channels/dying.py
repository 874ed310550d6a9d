"""A worker that is dead, as its token tells."""

import subprocess
import sys

from django.conf import settings

_CODE = (
    "from django.conf import settings;settings.configure(HOME={!r});"
    "from hanjari.kit.presence import my_token; print(my_token())"
)


def dead_worker() -> str:
    """The token of another process that is gone."""
    code = _CODE.format(str(settings.HOME))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip()
