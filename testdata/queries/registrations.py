@admin.register(Encounter)
#               ^^^^^^^^^ admin-registration.model
class EncounterAdmin(admin.ModelAdmin):
    pass


admin.site.register(models.Patient, PatientAdmin)
#                   ^^^^^^^^^^^^^^ admin-registration.model
#                                   ^^^^^^^^^^^^ admin-registration.model
admin.site.register([Encounter, models.Note], site=staff)
#                    ^^^^^^^^^ admin-registration.model
#                               ^^^^^^^^^^^ admin-registration.model
register(Tag)
#        ^^^ admin-registration.model
admin.site.register("emr.Encounter")
admin.site.unregister(Encounter)
