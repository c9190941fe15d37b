def third(apps, schema):
    return apps.get_model("emr", "Encounter"), "emr.Encounter"
