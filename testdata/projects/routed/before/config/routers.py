class ClinicalRouter:
    """What is clinical has a database of its own."""

    clinical = {"core", "emr"}

    def db_for_read(self, model, **hints):
        return "clinical" if model._meta.app_label in self.clinical else "default"

    db_for_write = db_for_read

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == ("clinical" if app_label in self.clinical else "default")
