"""Sayings as files that others can read: JSON Lines, CSV, Parquet, and one HTML page; each a view of the native record.

Nothing is imported here, so that a run that writes JSON Lines never loads Arrow or a template engine.
"""
