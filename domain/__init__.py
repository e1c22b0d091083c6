"""The rule book and its records. Knows no LINE, no Flask and no sentence."""
