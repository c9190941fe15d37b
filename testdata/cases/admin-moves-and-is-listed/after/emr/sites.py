from django.contrib import admin

ward_site = admin.AdminSite(name="ward")
