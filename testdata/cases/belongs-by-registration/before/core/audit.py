class Auditlog:
    def register(self, model):
        print(model)


auditlog = Auditlog()
