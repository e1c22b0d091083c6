"""The menu under the chat: what it holds (`menus`), how it looks (`draw`), and how LINE comes to have it (`sync`)."""
