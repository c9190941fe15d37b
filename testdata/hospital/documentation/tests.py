from django.contrib.contenttypes.models import ContentType
from django.test import TestCase
from django.urls import reverse

from emr.models import Encounter
from emr.tests.helpers import make_encounter, make_superuser, make_user

from .models import Attachment, Document


class DocumentTests(TestCase):
    def test_document_of_an_encounter(self):
        encounter = make_encounter()
        document = Document.objects.create(
            patient=encounter.patient, encounter=encounter, author=make_user(), title='Letter')
        self.assertEqual(list(encounter.documents.all()), [document])
        self.assertIs(Document._meta.get_field('encounter').related_model, Encounter)

    def test_admin_page(self):
        encounter = make_encounter()
        document = Document.objects.create(
            patient=encounter.patient, encounter=encounter, author=make_user(), title='Letter')
        self.client.force_login(make_superuser())
        url = reverse('admin:documentation_document_change', args=[document.pk])
        self.assertContains(self.client.get(url), str(encounter))


class AttachmentTests(TestCase):
    def setUp(self):
        self.encounter = make_encounter()
        self.attachment = Attachment.objects.create(
            content_object=self.encounter, file_name='scan.pdf')

    def test_generic_relation(self):
        kind = ContentType.objects.get(app_label='emr', model='encounter')
        self.attachment.refresh_from_db()
        self.assertEqual(self.attachment.content_type, kind)
        self.assertEqual(self.attachment.content_object, self.encounter)

    def test_natural_key(self):
        kind = ContentType.objects.get_by_natural_key('emr', 'encounter')
        self.assertEqual(kind, ContentType.objects.get_for_model(Encounter))

    def test_list_page(self):
        # Another record with the same key must not be shown.
        Attachment.objects.create(
            content_type=ContentType.objects.get_for_model(Document),
            object_id=self.encounter.pk,
            file_name='other.pdf',
        )
        self.client.force_login(make_user())
        url = reverse('documentation:encounter-attachments', args=[self.encounter.pk])
        self.assertEqual(
            self.client.get(url).json(), {'icon': 'calendar', 'files': ['scan.pdf']})
