"""People, time and storage: what the bot knows beside the plans. No channel is known here."""
