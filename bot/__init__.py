"""The conversation: webhook, turns, dialogs, pages and the staff's desk."""
