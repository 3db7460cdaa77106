"""How each kind of time expression is read: the rules of the grammar with their resolvers, one module a question.

Importing this registers them all; of two matches of one length, the rule that stands first wins, so the order is part of the grammar.

Notes:
    What is marked, how far it reaches and which value it gets follow TIMEX3 as the TempEval-3 guidelines apply it: no preposition, the
    article only where the expression needs it ("the third quarter"), "ago" and "earlier" inside.
"""

# isort: off
from allegedly.coder.dates.rules import days, weeks, periods, units, years, lengths, pointing

__all__ = ["days", "lengths", "periods", "pointing", "units", "weeks", "years"]
