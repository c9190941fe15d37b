def f(rows):
    for models in rows:
        print(models.Encounter)
    return [models.Encounter for models in rows]
