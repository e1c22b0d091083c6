"""Papers as PDF, one file a paper; `paper` is the one door to the library that sets them."""
