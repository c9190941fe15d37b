def f(user):
    user.has_perm("core.export_encounter")
    user.has_perm("core.discharge_enc")
    user.has_perm("emr.discharge_signs")
