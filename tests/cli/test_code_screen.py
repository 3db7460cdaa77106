"""``allegedly code --no-screen``: the coder is made without the screen, and with it otherwise."""

from __future__ import annotations

from functools import partial

from allegedly.cli.code import CodeOptions, _maker
from allegedly.cli.workers import make_coder


def test_no_screen_reaches_the_coder() -> None:
    maker = _maker(CodeOptions(paths=("articles",), screen=False))
    assert isinstance(maker, partial)
    assert maker.keywords == {"screen": False}


def test_the_screen_is_on_unless_told_otherwise() -> None:
    assert _maker(CodeOptions(paths=("articles",))) is make_coder
