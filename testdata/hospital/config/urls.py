from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("emr/", include("emr.urls")),
    path("billing/", include("billing.urls")),
    path("documentation/", include("documentation.urls")),
    path("api/emr/", include("emr.api.urls")),
    path("api/billing/", include("billing.api.urls")),
]
