LOCAL_APPS = ["core", "emr"]
INSTALLED_APPS = ["django.contrib.contenttypes", *LOCAL_APPS]
