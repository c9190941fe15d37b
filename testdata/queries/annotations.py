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
V = TypeVar("Encounter", "Encounter", List["models.Encounter"])
#                        ^^^^^^^^^^^ annotation.annotation
#                                     ^^^^^^^^^^^^^^^^^^^^^^^^ annotation.annotation
W = Dict[str, "Encounter"]
# <- alias.declaration
#        ^^^ alias.annotation
#             ^^^^^^^^^^^ alias.annotation
X = LABELS["Encounter"]
Y = labels["Encounter"]
Z: typing.TypeAlias = "models.Encounter"
#  ^^^^^^^^^^^^^^^^ annotation.annotation
#                     ^^^^^^^^^^^^^^^^^^ annotation.annotation


class Visits(managers.Manager["Encounter"], labels["Encounter"]):
    #                         ^^^^^^^^^^^ annotation.annotation
    query = QuerySet["Encounter"]
    # <- alias.declaration
    #                ^^^^^^^^^^^ alias.annotation

    def f(self):
        kind = Kind["Encounter"]
        # <- alias.declaration
        #           ^^^^^^^^^^^ alias.annotation
