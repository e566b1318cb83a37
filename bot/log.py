"""The log: what happened, never what anybody said, and no secret."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
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
    """Formats a record as one JSON line, with every secret blotted out.

    Of what libraries log, the fixed words are kept and the values left out (PTB logs whole messages when it cannot read
    one); of exceptions the type and the place, not what they say.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)
        self._render = structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            foreign_pre_chain=[*_BEFORE, structlog.stdlib.ExtraAdder(["error", "where"])],
        )

    def format(self, record: logging.LogRecord) -> str:
        """The line for `record`."""
        if not isinstance(record.msg, dict):  # not one of ours
            said = {"msg": fixed_words(record), "args": None}
            record = logging.makeLogRecord(record.__dict__ | said | exception_facts(record))
        line = self._render.format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


def fixed_words(record: logging.LogRecord) -> str:
    """What a library says without its values; asyncio writes tasks and what they were called with into its words."""
    said = str(record.msg)
    return re.split(r"[<(:'\"\n]", said)[0].strip() if record.name.startswith("asyncio") else said


def exception_facts(record: logging.LogRecord) -> dict[str, object]:
    """What may be said of the exception of `record`, in place of the exception."""
    if not record.exc_info or record.exc_info[1] is None:
        return {"exc_info": None}
    error = record.exc_info[1]
    return {"exc_info": None, "exc_text": None, "error": type(error).__name__, "where": places(error)}


def places(error: BaseException) -> list[str]:
    """The last lines of code that `error` came through."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


def log_uncaught(kind: type[BaseException], error: BaseException | None, _: object = None) -> None:
    """In place of a traceback, which would tell what the error says."""
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    structlog.get_logger().critical("uncaught", error=kind.__name__, where=places(error) if error else [])


_BEFORE: list[structlog.typing.Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]


def start_log(level: int, secrets: Iterable[str] = (), *counting: structlog.typing.Processor) -> None:
    """Log from `level` on to standard error, one JSON object a line; every event goes through `counting` too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(HidingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a record that cannot be written would be printed with its values
    sys.excepthook = log_uncaught
    threading.excepthook = lambda fault: log_uncaught(fault.exc_type, fault.exc_value, fault.exc_traceback)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, level))
    structlog.configure(
        processors=[*counting, *_BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
