"""Telegram: the token, the way there, the webhook; and whom the bot speaks for."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from bot.doctor.finding import Finding, bad, ok, warn
from bot.settings import Settings

PATIENCE = 5.0  # seconds


def check_token(settings: Settings, *, offline: bool = False) -> Finding:
    """Whether Telegram knows the token; nothing of what was called is repeated, since the token stands in it."""
    if settings.token is None:
        return warn("token", "token_none")
    if offline:
        return ok("token", "token_unasked")
    where = urlsplit(settings.api_url).netloc
    try:
        answer = httpx.post(f"{settings.api_url}{settings.token.get_secret_value()}/getMe", timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL):
        return bad("token", "telegram_unreachable", value=where)
    if answer.status_code in (401, 404):
        return bad("token", "token_refused")
    if answer.status_code != 200:
        return bad("token", "telegram_failing", value=where, count=answer.status_code)
    try:
        name = answer.json()["result"]["username"]
    except (ValueError, KeyError, TypeError):
        return bad("token", "telegram_failing", value=where, count=answer.status_code)
    return ok("token", "token_ok", name=name)


def check_webhook(settings: Settings) -> list[Finding]:
    """Whether the settings of the webhook fit together; nothing if there are none."""
    if settings.webhook_url and settings.webhook_secret is None:
        return [bad("webhook", "webhook_secret")]
    if settings.webhook_secret is not None and not settings.webhook_url:
        return [warn("webhook", "webhook_url")]
    return [ok("webhook", "webhook_ok", value=settings.webhook_url)] if settings.webhook_url else []


def check_office(settings: Settings) -> list[Finding]:
    """Whether it is said who answers for the data, who the admins are, and whom a household may turn to."""
    missing = [name for name in ("controller", "admins", "help_contact") if not getattr(settings, name)]
    return [warn("office", f"no_{name}") for name in missing] or [ok("office", "office_ok")]
