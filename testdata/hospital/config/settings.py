"""Settings of the hospital project."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

# Only good enough for development and tests.
SECRET_KEY = os.environ.get("HOSPITAL_SECRET_KEY", "django-insecure-hospital-development-key")
DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "core",
    "appointments",
    "inpatients",
    "emr",
    "billing.apps.BillingConfig",
    "pharmacy",
    "laboratory",
    "radiology",
    "operating_theatre",
    "documentation",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The database is SQLite unless the environment says otherwise.
DATABASES = {
    "default": {
        "ENGINE": os.environ.get("HOSPITAL_DB_ENGINE", "django.db.backends.sqlite3"),
        "NAME": os.environ.get("HOSPITAL_DB_NAME", str(BASE_DIR / "db.sqlite3")),
        "HOST": os.environ.get("HOSPITAL_DB_HOST", ""),
        "PORT": os.environ.get("HOSPITAL_DB_PORT", ""),
        "USER": os.environ.get("HOSPITAL_DB_USER", ""),
        "PASSWORD": os.environ.get("HOSPITAL_DB_PASSWORD", ""),
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
LOGIN_URL = "admin:login"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.DjangoModelPermissions",
    ],
}
