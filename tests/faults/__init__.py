"""One row a kind of fault (T56-T73): each does it on purpose, counts, and returns its figure and its findings."""
