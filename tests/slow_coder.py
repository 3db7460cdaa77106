"""A coder that takes its time, for tests that interrupt it."""

from __future__ import annotations

import time

from allegedly.model import Article, Saying
from made_up import FakeCoder


class SlowCoder(FakeCoder):
    """The made-up coder, with a nap before each article."""

    def code(self, article: Article) -> list[Saying]:
        time.sleep(0.03)
        return super().code(article)


def make(language: str) -> SlowCoder:
    """A coder source for workers."""
    return SlowCoder(language)
