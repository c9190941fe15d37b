"""The wheel of django-rehome, which is a binary: run it with `python -m django_rehome`."""
