from rest_framework.routers import DefaultRouter

from . import views

app_name = "emr-api"

router = DefaultRouter()
router.register("encounters", views.EncounterViewSet, basename="encounter")
router.register("vital-signs", views.VitalSignsViewSet, basename="vital-signs")
router.register("care-plans", views.CarePlanViewSet, basename="care-plan")

urlpatterns = router.urls
