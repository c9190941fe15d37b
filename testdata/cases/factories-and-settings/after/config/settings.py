VISIT_MODEL = "core.Encounter"
AUDITED = ["core.Encounter", {"model": "emr.encounter"}, "emr.VitalSigns"]
AUDITED += ("emr.encounter",)
ABSOLUTE_URL_OVERRIDES = {
    "core.encounter": lambda o: f"/visits/{o.pk}/",
    "emr.vitalsigns": lambda o: "/",
}
