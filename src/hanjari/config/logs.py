"""Logs: one line per happening on standard error, as text or as JSON (HANJARI_LOG_FORMAT)."""

import logging
import sys
from http import HTTPStatus
from time import monotonic

import structlog

from hanjari.config import environment
from hanjari.kit import disk

SAY_AGAIN = 60.0
"""Seconds for which a full disk is not said again: its log may lie on that very disk."""


def speak_in_lines() -> None:
    """Let structlog and the standard library's loggers write the same kind of line."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer()],
        )
    )
    lines.addFilter(Brief())
    root = logging.getLogger()
    root.handlers[:] = [lines]
    root.setLevel(environment.LOG_LEVEL.text().upper())
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class Brief(logging.Filter):
    """Words instead of a trace where the trace tells nothing: a page refused, a full disk."""

    def __init__(self) -> None:
        super().__init__()
        self._said_at = float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is to be written; a full disk is, once a minute."""
        status = getattr(record, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
        is_full = status == HTTPStatus.INSUFFICIENT_STORAGE or disk.means_full(_error(record))
        if is_full or status < HTTPStatus.INTERNAL_SERVER_ERROR:
            record.exc_info = record.exc_text = None
        return not is_full or self._say_full(record)

    def _say_full(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = f"{record.getMessage()}. {disk.FULL}", ()
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        if monotonic() - self._said_at < SAY_AGAIN:
            return False
        self._said_at = monotonic()
        return True


def _error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


def _renderer() -> structlog.typing.Processor:
    if environment.LOG_FORMAT.text() == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=30)
