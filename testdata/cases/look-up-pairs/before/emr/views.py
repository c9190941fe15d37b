from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q


def together(links, name):
    links.filter(
        source__app_label="emr",
        source__model="vitalsigns",
        target__app_label="lab",
        target__model="encounter",
    )
    links.filter(
        source__app_label="emr", source__model="encounter", target__app_label="emr", target__model="vitalsigns"
    )
    {"source__app_label": "emr", "source__model": "vitalsigns", "target__app_label": "lab", "target__model": "encounter"}
    ContentType.objects.get(
        app_label="emr",
        model__iexact="encounter",
    )
    ContentType.objects.filter(app_label="emr", model__in=["encounter"])
    ContentType.objects.filter(app_label="lab", model="encounter")
    Permission.objects.filter(
        content_type__app_label="emr", content_type__model__in=["encounter"], codename__in=["view_encounter"]
    )
    return Permission.objects.get(
        codename="view_encounter",
        content_type__app_label__exact="emr",
    )


def apart(links, kind, name, load_model):
    ContentType.objects.get(app_label="emr", model=name)
    ContentType.objects.filter(app_label="emr")
    ContentType.objects.filter(
        Q(app_label="emr")
        & Q(model="encounter")
    )
    load_model(
        "emr",
        "Encounter",
    )
    load_model(
        "emr",
        "VitalSigns",
    )
    menu = {
        "app": "emr",
        "models": ("encounter", "vitalsigns"),
    }
    return menu, kind.natural_key() == (
        "emr",
        "encounter",
    )


def beside_others(models, item):
    models.ForeignKey(
        to="emr.Encounter",
        related_name="emr",
    )
    return [
        item("lab", "encounter"),
        item("emr", "vitalsigns"),
        {"emr": [
            "encounter",
        ]},
    ]


def documented(request):
    """What the table is for.

    It pairs 'emr' with 'encounter', and nothing else.
    """
    return request.execute(
        """
        SELECT 1 FROM django_content_type
        WHERE app_label = 'emr'
          AND model = 'encounter'
        """
    )
