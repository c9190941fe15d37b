from django.contrib import admin

from core.models import Encounter
from emr.sites import a_site, b_site


a_site.register(Encounter)


a_site.register(Encounter)


a_site.register(Encounter)


a_site.register(Encounter)


a_site.register(Encounter)


a_site.register(Encounter)


a_site.register(Encounter)


a_site.register(Encounter)


a_site.register(Encounter)


b_site.register(Encounter)


b_site.register(Encounter)


b_site.register(Encounter)


b_site.register(Encounter)


b_site.register(Encounter)


b_site.register(Encounter)


b_site.register(
    Encounter,
    admin.ModelAdmin,
    list_display=["room", "patient"],
    list_filter=["room"],
    search_fields=["room", "patient__name"],
)


b_site.register(Encounter)


b_site.register(Encounter)


b_site.register([Encounter], [
    1,
])
