from emr import models


def f():
    print_this(f"{(models := get_some_other_value_of_it())}")
    return models.Encounter
