import django.apps
from django.apps import apps
from django.db.migrations.executor import MigrationExecutor


class MigrationTest:
    def before(self, migrator):
        self.old_state = migrator.apply_initial_migration(("emr", "0001_initial"))
        return self.old_state.apps.get_model("emr", "Encounter")

    def after(self, connection):
        executor = MigrationExecutor(connection)
        old_apps = executor.loader.project_state([("emr", "0001_initial")]).apps
        return old_apps.get_model("emr.Encounter")

    def now(self):
        django.apps.apps.get_model("emr.Encounter", require_ready=False)
        apps.get_model(app_label="emr.Encounter", require_ready=False)
        apps.get_app_config("emr").get_model(model_name="Encounter")
        config = apps.get_app_config("emr")
        return config.get_model("Encounter"), config.get_model("VitalSigns")
