AUTH_USER_MODEL = "accounts.User"
# <- setting.key
#                 ^^^^^^^^^^^^^^^ setting.value
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# <- setting.key
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ setting.value
DATABASE_ROUTERS = ["emr"]
# <- setting.key
#                  ^^^^^^^ setting.value
MIGRATION_MODULES = {"emr": None}
# <- setting.key
#                   ^^^^^^^^^^^^^ setting.value
LOCAL_APPS = ["core"]
# <- apps.key
#            ^^^^^^^^ apps.value
INSTALLED_APPS += LOCAL_APPS + ["emr"]
# <- apps.key
#                 ^^^^^^^^^^^^^^^^^^^^ apps.value
DEBUG = True
settings.AUTH_USER_MODEL = "accounts.User"


def f():
    AUTH_USER_MODEL = "local"
