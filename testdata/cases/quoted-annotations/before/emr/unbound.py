def f(models, a: "models.Encounter"):
    return "models.Encounter", models.Encounter
