class Encounter(models.Model):
    room = models.CharField(max_length=10)
#          ^^^^^^^^^^^^^^^^ records.function
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ records.call
    history = HistoricalRecords()
#             ^^^^^^^^^^^^^^^^^ records.function
#             ^^^^^^^^^^^^^^^^^^^ records.call
    log = simple_history.models.HistoricalRecords(inherit=True)
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ records.function
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ records.call
    objects = Manager

    def save(self):
        history = HistoricalRecords()


register(Encounter, app="audit")
# <- register.function
#        ^^^^^^^^^ register.model
simple_history.register(models.Encounter)
# <- register.function
#                       ^^^^^^^^^^^^^^^^ register.model
admin.site.register(Encounter)
register([Encounter])
records = HistoricalRecords()
