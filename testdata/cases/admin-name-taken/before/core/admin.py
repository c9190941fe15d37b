from django.contrib import admin

ROOMS = ['C']
