def f(patient):
    return patient.emr_visits.all(), patient.emr_seen.all(), patient.emr_nursed.all()
