from django.urls import path

from . import views

app_name = 'documentation'

urlpatterns = [
    path('encounters/<int:pk>/attachments/', views.encounter_attachments,
         name='encounter-attachments'),
]
