from typing import TYPE_CHECKING, Annotated, Dict, List, TypeAlias, TypeVar

from lab.fields import Doc, Manager, labels

if TYPE_CHECKING:
    from emr import models

T = TypeVar("T", "models.Encounter", List["models.Encounter"])
Visits = Dict[str, "models.Encounter"]
Visit: TypeAlias = "models.Encounter"
titles: Annotated["models.Encounter", Doc("models.Encounter")]

# Keys of dictionaries.
title = labels["models.Encounter"]


class VisitManager(Manager["models.Encounter"]):
    query = List["models.Encounter"]
