"""Webhooks for Threads: the handshake is Meta's, and so is the signature; the body is Threads' own.

Threads API, Webhooks: one event a push, below `values`. Meta signs with the app secret, and a Meta
app with Threads has two; whichever is known here may have signed. A replay is the same payload byte
for byte and dies as known.
"""

import hmac

from django.http import HttpRequest

from hanjari.channels.calling.graph.pushes import BIGGEST, SIGNATURE, signed
from hanjari.channels.contract import Access, ForgedError, Raw
from hanjari.channels.kinds.threads.reading import PUSH


def verify(access: Access, request: HttpRequest) -> list[Raw]:
    """The push, byte for byte. Raises `ForgedError`."""
    if request.method != "POST":
        raise ForgedError("not a POST")
    if len(request.body) > BIGGEST:
        raise ForgedError("too large")
    secrets = [access.secrets.get(name, "") for name in ("app_secret", "meta_secret")]
    told = request.headers.get(SIGNATURE, "").encode(errors="replace")
    marks = [signed(secret, request.body).encode() for secret in secrets if secret]
    if not [True for mark in marks if hmac.compare_digest(mark, told)]:
        raise ForgedError("the signature is not Meta's")
    return [Raw(request.body, {"form": PUSH})]
