"""The log: what happened, never what anybody said, and no secret."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable

import structlog

# httpx logs every address it calls, and the token stands in it; PTB logs whole updates below INFO.
QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "apscheduler": logging.WARNING,
    "telegram": logging.INFO,
}
HIDDEN = "***"


class HidingFormatter(logging.Formatter):
    """Formats a record as one JSON line, tracebacks included, with every secret blotted out."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)
        self._render = structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            foreign_pre_chain=_BEFORE,
        )

    def format(self, record: logging.LogRecord) -> str:
        """The line for `record`."""
        line = self._render.format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


_BEFORE: list[structlog.typing.Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]


def start_log(level: int, secrets: Iterable[str] = ()) -> None:
    """Log from `level` on to standard error, one JSON object a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(HidingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, level))
    structlog.configure(
        processors=[*_BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
