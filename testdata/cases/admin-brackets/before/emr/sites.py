from django.contrib import admin

a_site = admin.AdminSite(name="a")
b_site = admin.AdminSite(name="b")
