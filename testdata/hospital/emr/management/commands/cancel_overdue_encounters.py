from django.core.management.base import BaseCommand

from emr.models import Encounter, EncounterManager


class Command(BaseCommand):
    help = "Cancel planned encounters whose start is long past."

    def handle(self, *args, **options):
        manager: EncounterManager = Encounter.objects
        planned = manager.overdue().filter(status=Encounter.Status.PLANNED)
        count = planned.update(status=Encounter.Status.CANCELLED)
        self.stdout.write(f"{count} cancelled")
