from django.utils.module_loading import import_string

# emr.models.ROOM_LENGTH
room = import_string("emr.models.ROOM_LENGTH")
room_there = import_string("emr.models.encounter.ROOM_LENGTH")
room_elsewhere = import_string("vendor.emr.models.ROOM_LENGTH")
sign = import_string("emr.models.SIGN_LENGTH")
