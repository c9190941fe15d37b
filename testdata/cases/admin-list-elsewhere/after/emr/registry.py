MODELS = []


def register(models):
    MODELS.extend(models)
