"""Faults on purpose: many people, a server that dies, a wire that breaks, and an oracle that counts afterwards."""
