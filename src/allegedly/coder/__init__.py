"""From an article to its sayings."""
