from django.urls import path

from . import views

app_name = "billing"

urlpatterns = [
    path("invoices/<str:number>/estimate/", views.invoice_estimate, name="invoice-estimate"),
]
