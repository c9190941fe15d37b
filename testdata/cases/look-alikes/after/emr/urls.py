from django.urls import reverse

A = reverse("staff:emr_encounter_add")
B = reverse("admin:emr_encounter_%s" % "add")
