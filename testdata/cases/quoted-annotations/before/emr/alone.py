from __future__ import annotations

import emr.models as m


def f(a: "m.Encounter") -> m.Encounter:
    return a
