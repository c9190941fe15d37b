from django.contrib import admin

from emr.sites import a_site, b_site

from .models import Encounter, VitalSigns as Vitals

a_site.register([Encounter, Vitals])  # the first
a_site.register([Vitals, Encounter, Vitals])
a_site.register([Vitals, Encounter,])
a_site.register([
    Encounter, Vitals,
    Vitals])
a_site.register([Vitals,
                 Encounter])
a_site.register([Vitals,  # the signs
                 Encounter, ])
a_site.register([Vitals,  # the signs
                 Encounter, Vitals])
a_site.register([ Encounter,  # the visits
                  Vitals ])
a_site.register([
    Vitals
    , Encounter
    , Vitals
])
b_site.register((Encounter, Vitals))
b_site.register((Vitals, Encounter))
b_site.register((Vitals, Encounter,))
b_site.register((Encounter, Vitals,))
b_site.register((
    Encounter,
    Vitals
))
b_site.register((
    Vitals,
    Encounter
))
b_site.register(
    [Vitals, Encounter],
    admin.ModelAdmin,
    list_display=["room", "patient"],
    list_filter=["room"],
    search_fields=["room", "patient__name"],
)
if a_site: a_site.register(Vitals); a_site.register([Encounter, Vitals])
b_site.register([Vitals, Encounter]); print("shares its line")
b_site.register([*[Vitals], Encounter]), b_site.register([Vitals])
b_site.register([*[Vitals], Encounter])
b_site.register([Encounter], [
    1,
])
