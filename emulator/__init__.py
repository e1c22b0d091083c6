"""The LINE platform on loopback, in a browser, for development and tests. Knows nothing of the bot."""
