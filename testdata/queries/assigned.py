VISIT_MODEL = "emr.Encounter"
#             ^^^^^^^^^^^^^^^ setting.value
AUDITED += ["emr.Encounter"]
#          ^^^^^^^^^^^^^^^^^ setting.value
visit_model = "emr.Encounter"


def configure():
    VISIT_MODEL = "emr.Encounter"
    return VISIT_MODEL
