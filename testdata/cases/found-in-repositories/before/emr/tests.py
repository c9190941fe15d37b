from django.contrib.auth.models import Permission
from django.urls import reverse


def access():
    return Permission.objects.get(
        content_type__app_label="emr",
        content_type__model="encounter",
        codename="view_encounter",
    )


def of_signs():
    return Permission.objects.get(
        content_type__app_label="emr", content_type__model="vitalsigns", codename="view_encounter"
    )


def is_visit(content_type):
    return content_type.app_label == "emr" and content_type.model == "encounter"


def is_signs(content_type):
    return content_type.app_label == "emr" and content_type.model == "vitalsigns"


def urls():
    # Snippets of Wagtail have the label in their namespace.
    return reverse("wagtailsnippets_emr_encounter:list"), reverse("wagtailsnippets_emr_encounters:list")
