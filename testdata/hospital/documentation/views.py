from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.http import JsonResponse

from .models import Attachment

# Names of icons for the kinds of records that can have attachments.
ICONS = {
    'encounter': 'calendar',
    'document': 'page',
    'Encounter': 'calendar',  # old clients send the name like this
}


@login_required
def encounter_attachments(request, pk):
    """Lists the files that hang on one visit (an emr.Encounter)."""
    kind = ContentType.objects.get(app_label="emr", model="encounter")
    files = Attachment.objects.filter(content_type=kind, object_id=pk)
    return JsonResponse({
        'icon': ICONS['encounter'],
        'files': [attachment.file_name for attachment in files],
    })
