class EmrConfig(AppConfig):
    default_auto_field = "django.db.models.AutoField"
    # <- app-config.key
    #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ app-config.value
    name = "hospital.apps.emr"
    # <- app-config.key
    #      ^^^^^^^^^^^^^^^^^^^ app-config.value
    label = 'emr'
    # <- app-config.key
    #       ^^^^^ app-config.value
    verbose_name = "Electronic medical records"

    def ready(self):
        label = "not an attribute of the class"


class LabConfig(apps.AppConfig):
    name = "lab"
    # <- app-config.key
    #      ^^^^^ app-config.value


class Settings(Base):
    name = "no app"
