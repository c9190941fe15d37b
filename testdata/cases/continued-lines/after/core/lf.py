from core import models

x = a_long_function_of_some_value + \
    another_long_value_of_some
y = models.Encounter
