from django.dispatch import Signal

post_save = Signal()
