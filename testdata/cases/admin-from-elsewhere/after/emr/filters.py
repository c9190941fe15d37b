from django.contrib import admin


class RoomFilter(admin.SimpleListFilter):
    title = "room"
    parameter_name = "room"

    def lookups(self, request, model_admin):
        return [("a", "A")]

    def queryset(self, request, queryset):
        return queryset
