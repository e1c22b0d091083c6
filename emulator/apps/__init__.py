"""What stands beside the phone: the page itself, a mailbox, an authenticator, an identity vendor."""
