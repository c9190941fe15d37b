from django.urls import path

from emr.admin import staff_site

urlpatterns = [path("staff/", staff_site.urls)]
