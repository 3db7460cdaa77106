"""``python -m allegedly``."""

from allegedly.cli import main

if __name__ == "__main__":  # spawned workers import this module again under another name
    main()
