def f(user):
    user.has_perm("emr.export_encounter")
    user.has_perm("emr.discharge_enc")
    user.has_perm("emr.discharge_signs")
