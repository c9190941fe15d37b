from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "only for tests"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "core",
    "emr",
    "notes",
]
DATABASES["clinical"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "clinical.sqlite3"}
DATABASE_ROUTERS = ["config.routers.ClinicalRouter"]
