"""What is around: the worker, the served pages, the mail server for invitations."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from hanjari.config.examinations.sign import Sign, care, ill, well
from hanjari.kit import disk, heartbeat

PATIENCE = 5.0


def look_at_surroundings() -> Iterator[Sign]:
    """None of these keeps what is stored from being safe."""
    yield from _workers()
    yield _pages()
    if settings.EMAIL_HOST:
        yield _mail()


def _workers() -> Iterator[Sign]:
    alive = [beat for beat in heartbeat.beats("worker") if beat.is_fresh]
    if not alive and disk.state() == "full":
        yield care("Worker", "none can be heard: a sign of life finds no room either.")
        return
    if not alive:
        remedy = "Start it: hanjari serve (or hanjari worker)"
        yield care("Worker", "none is running: nothing comes in and nothing goes out.", remedy)
        return
    yield well("Worker", f"{len(alive)} running")
    for beat in alive:
        for errand, words in beat.facts.get("failing", {}).items():
            yield care("Worker", f"{errand} is failing: {words}", "It is tried again by itself.")


def _pages() -> Sign:
    place = urlsplit(settings.PUBLIC_URL)
    port = place.port or (443 if place.scheme == "https" else 80)
    try:
        socket.create_connection((place.hostname or "", port), PATIENCE).close()
    except OSError as error:
        words = f"nobody answers at {settings.PUBLIC_URL} ({error.strerror or error})."
        return care("Pages", words, "Start them: hanjari serve. Is HANJARI_URL the right address?")
    return well("Pages", f"answer at {settings.PUBLIC_URL}")


def _mail() -> Sign:
    name = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=PATIENCE) as server:
            if settings.EMAIL_USE_TLS:
                server.starttls(context=ssl.create_default_context())
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (OSError, smtplib.SMTPException) as error:
        return ill("Mail", f"{name} refuses: {error}", "Correct HANJARI_SMTP_URL.")
    return well("Mail", f"{name} takes invitations and alarms")
