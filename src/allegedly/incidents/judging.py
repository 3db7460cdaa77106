"""What persons decided about sayings: which are the same happening, and which are not."""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.model import Judgement


class Judged:
    """Judgements taken together, the newest first: one that contradicts newer ones is not followed and is in :attr:`overruled`.

    "Same" is transitive, also over sayings that are not at hand; "different" keeps two such groups apart; "unsure" binds nobody.
    A judgement that has been undone counts no more than one that was never made.
    """

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}
        self.overruled: list[Judgement] = []
        self.same: list[Judgement] = []
        valid = {_key(j): j for j in judgements if not j.undone_by and j.verdict != "unsure"}
        for key in sorted(valid, reverse=True):
            self._take(valid[key])

    def group(self, saying: str) -> str:
        """The name of the group that a saying was judged into; its own id where nothing was said."""
        while saying in self._parent and self._parent[saying] != saying:
            saying = self._parent[saying]
        return saying

    def apart(self, group: str) -> set[str]:
        """The groups judged to be other happenings."""
        return self._apart.get(group, set())

    def _take(self, judgement: Judgement) -> None:
        left, right = self.group(judgement.left), self.group(judgement.right)
        if judgement.verdict == "same":
            if right in self.apart(left):
                self.overruled.append(judgement)
                return
            self.same.append(judgement)
            if left != right:
                kept, gone = min(left, right), max(left, right)
                self._parent[gone] = kept
                for other in self._apart.pop(gone, set()):
                    self._apart[other].discard(gone)
                    self._keep_apart(kept, other)
        elif left == right:
            self.overruled.append(judgement)
        else:
            self._keep_apart(left, right)

    def _keep_apart(self, left: str, right: str) -> None:
        self._apart.setdefault(left, set()).add(right)
        self._apart.setdefault(right, set()).add(left)


def _key(judgement: Judgement) -> tuple[str, ...]:
    left, right = sorted((judgement.left, judgement.right))
    return judgement.at, judgement.by, left, right, judgement.verdict, judgement.why
