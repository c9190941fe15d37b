from typing import cast


def f(a: Encounter, b: "models.Encounter" = None) -> Optional["Encounter"]:
    #    ^^^^^^^^^ annotation.annotation
    #                  ^^^^^^^^^^^^^^^^^^ annotation.annotation
    #                                                ^^^^^^^^^^^^^^^^^^^^^ annotation.annotation
    #                                                         ^^^^^^^^^^^ annotation.annotation
    c: "Encounter" = cast("models.Encounter", a)
    #  ^^^^^^^^^^^ annotation.annotation
    #                     ^^^^^^^^^^^^^^^^^^ annotation.annotation
    return forecast("Encounter", c)


T = TypeVar("T", bound="Encounter")
#                      ^^^^^^^^^^^ annotation.annotation
U = NewType("Encounter", str)
