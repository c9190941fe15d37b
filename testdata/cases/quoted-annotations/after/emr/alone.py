from __future__ import annotations

import core.models as m


def f(a: "m.Encounter") -> m.Encounter:
    return a
