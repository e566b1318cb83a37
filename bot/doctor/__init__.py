"""Whether the bot can run here: each check looks at one thing and changes nothing."""
