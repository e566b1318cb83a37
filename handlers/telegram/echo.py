"""A bare echo bot, which the product is measured beside: `python -m handlers.telegram.echo BASE_URL TOKEN`.

It keeps nothing and promises nothing; polling, connections and updates side by side are set as the product sets them.
"""

from __future__ import annotations

import logging
import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from handlers.telegram.application import AT_ONCE, CONNECTIONS, Context
from handlers.telegram.running import ALLOWED_UPDATES


async def echo(update: Update, _: Context) -> None:
    """Say what was said."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def run(base_url: str, token: str) -> None:
    """Echo until SIGTERM."""
    logging.basicConfig(level=logging.ERROR)
    builder = ApplicationBuilder().token(token).base_url(base_url)
    application = builder.concurrent_updates(AT_ONCE).connection_pool_size(CONNECTIONS).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)


if __name__ == "__main__":
    run(*sys.argv[1:])
