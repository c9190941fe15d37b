from django.contrib.auth.models import Permission


def export(user):
    """The permission to export is one of both models."""
    Permission.objects.get(content_type__app_label="emr", codename="can_export")
    Permission.objects.get(content_type__app_label="core", codename="can_discharge")
    return user.has_perm("emr.can_export"), user.has_perm("core.can_discharge")
