def last(of: "emr.models.Encounter") -> "list[emr.models.Encounter]":
    return of


def other(of: "emr.views.Encounter") -> "emr.models.Note":
    return of
