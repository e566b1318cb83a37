"""Where the bot keeps what it is given: the data folder and what is in it."""

from __future__ import annotations

import os
from pathlib import Path

DATABASE = "bot.sqlite3"
PLANS = "plans"
KEYS = "keys"  # made in the data folder unless the setting names another place


def data_folder() -> Path:
    """The data folder: `CAMPAIGN_BOT_DATA_DIR`, or `data` in the folder that the bot was started in."""
    return Path(os.environ.get("CAMPAIGN_BOT_DATA_DIR") or "data")


def added_plans() -> Path:
    """The folder of the plans that were added beside those that ship with the bot; it may not exist yet."""
    return data_folder() / PLANS
