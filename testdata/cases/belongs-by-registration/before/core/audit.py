class Auditlog:
    def __init__(self):
        self.models = []

    def register(self, model):
        self.models.append(model)


auditlog = Auditlog()
