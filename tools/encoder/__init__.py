"""Training of the encoder and its heads: run ``make train``."""
