def forwards(apps, schema_editor):
# <- historical.function
    pass


class Fill:
    def forwards(self, apps, schema_editor):
    # <- historical.function
        pass

    def method(self, apps, editor):
        pass
