from django.contrib import admin

from emr.sites import a_site, b_site

from core.models import Encounter
from .models import VitalSigns as Vitals

a_site.register([Vitals])  # the first
a_site.register([Vitals, Vitals])
a_site.register([Vitals,])
a_site.register([
    Vitals,
    Vitals])
a_site.register([Vitals])
a_site.register([Vitals,  # the signs
                  ])
a_site.register([Vitals,  # the signs
                 Vitals])
a_site.register([   # the visits
                  Vitals ])
a_site.register([
    Vitals
    , Vitals
])
b_site.register((Vitals,))
b_site.register((Vitals,))
b_site.register((Vitals,))
b_site.register((Vitals,))
b_site.register((
    Vitals,
))
b_site.register((
    Vitals,
))
b_site.register(
    [Vitals],
    admin.ModelAdmin,
    list_display=["room", "patient"],
    list_filter=["room"],
    search_fields=["room", "patient__name"],
)
if a_site: a_site.register(Vitals); a_site.register([Encounter, Vitals])
b_site.register([Vitals]); print("shares its line")
b_site.register([*[Vitals], Encounter]), b_site.register([Vitals])
b_site.register([*[Vitals]])
