VISIT_MODEL = "emr.Encounter"
AUDITED = ["emr.Encounter", {"model": "emr.encounter"}, "emr.VitalSigns"]
AUDITED += ("emr.encounter",)
ABSOLUTE_URL_OVERRIDES = {
    "emr.encounter": lambda o: f"/visits/{o.pk}/",
    "emr.vitalsigns": lambda o: "/",
}
