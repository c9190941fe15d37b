from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from core.models import Patient, Tag
from emr.fields import CodeField, clean_code, upload_path


class EncounterQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed__isnull=True)


class EncounterManager(models.Manager.from_queryset(EncounterQuerySet)):
    use_in_migrations = True


class Department(models.Model):
    name = models.CharField(max_length=50)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="%(app_label)s_%(class)ss")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True)
    code = CodeField(validators=[clean_code])
    letter = models.FileField(upload_to=upload_path, blank=True)
    opened = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    closed = models.DateTimeField(null=True, blank=True)
    tags = models.ManyToManyField(Tag, blank=True)
    staff = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Attendance")
    follows = models.ManyToManyField("self", symmetrical=False, blank=True)
    notes = GenericRelation("emr.Note")

    objects = EncounterManager()

    class Meta:
        ordering = ["-opened"]
        permissions = [("close_encounter", "Can close an encounter")]
        unique_together = [("patient", "code")]
        indexes = [
            models.Index(fields=["patient", "opened"]),
            models.Index(fields=["-closed"], name="encounter_closed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(closed=None), name="one_open_of_a_code"),
            models.UniqueConstraint(fields=["department", "code"], name="%(app_label)s_%(class)s_code"),
        ]


class Attendance(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    role = models.CharField(max_length=20, choices=[("nurse", "nurse"), ("doctor", "doctor")])


class Note(models.Model):
    text = models.TextField()
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()


class VitalSigns(models.Model):
    encounter = models.OneToOneField(Encounter, on_delete=models.CASCADE, primary_key=True)
    pulse = models.PositiveSmallIntegerField()
