VISIT_MODEL = "core.Encounter"
AUDITED = ["core.Encounter", {"model": "core.encounter"}, "emr.VitalSigns"]
AUDITED += ("core.encounter",)
ABSOLUTE_URL_OVERRIDES = {
    "core.encounter": lambda o: f"/visits/{o.pk}/",
    "emr.vitalsigns": lambda o: "/",
}
