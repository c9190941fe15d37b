from rest_framework.routers import DefaultRouter

from . import views

app_name = "billing-api"

router = DefaultRouter()
router.register("invoices", views.InvoiceViewSet, basename="invoice")
router.register("claims", views.ClaimViewSet, basename="claim")

urlpatterns = router.urls
