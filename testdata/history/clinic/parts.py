from django.db import migrations, models


class Named:
    def __str__(self):
        return self.name


class OpenManager(models.Manager):
    use_in_migrations = True


class MoneyField(models.DecimalField):
    def __init__(self, currency="CHF", **kwargs):
        self.currency = currency
        super().__init__(**{"max_digits": 9, "decimal_places": 2, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "currency": self.currency}


def first_room():
    return "1"


class Shelve(migrations.AddField):
    """An operation of its own: it adds a field to one model more than it says."""

    def state_forwards(self, app_label, state):
        super().state_forwards(app_label, state)
        state.add_field(app_label, self.model_name_lower, "shelved", models.BooleanField(), True)
