from typing import TYPE_CHECKING, Annotated, Dict, List, TypeAlias, TypeVar

from lab.fields import Doc, Manager, labels

if TYPE_CHECKING:
    from core import models as core_models
    from emr import models

T = TypeVar("T", "core_models.Encounter", List["core_models.Encounter"])
Visits = Dict[str, "core_models.Encounter"]
Visit: TypeAlias = "core_models.Encounter"
titles: Annotated["core_models.Encounter", Doc("models.Encounter")]

# Keys of dictionaries.
title = labels["models.Encounter"]


class VisitManager(Manager["core_models.Encounter"]):
    query = List["core_models.Encounter"]
