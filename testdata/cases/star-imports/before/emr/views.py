from .models import *


def room(request, pk):
    return Encounter.objects.get(pk=pk).room
