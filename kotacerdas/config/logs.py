"""Logs as one JSON object a line on standard error. Nothing logged names a person, an address or a typed word."""

import logging

import structlog


def configure(level: str) -> None:
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # Django's own line per failed request holds the address, which may hold what a person typed.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    # These repeat what a stranger sent: a host, a path, a field.
    logging.getLogger("django.security").setLevel(logging.CRITICAL)
    # It writes down which key somebody signed in with.
    logging.getLogger("fido2").setLevel(logging.WARNING)
