"""A finished visit that can be billed gets a draft invoice."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import Invoice


@receiver(post_save, sender="emr.Encounter")
def draft_invoice(sender, instance, raw=False, **kwargs):
    if raw or not instance.billable or instance.status != "finished":
        return
    Invoice.objects.get_or_create(
        encounter=instance,
        defaults={
            "tenant": instance.tenant,
            "patient": instance.patient,
            "number": f"D-{instance.pk}",
        },
    )
