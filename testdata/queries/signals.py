@receiver(post_save, sender=Encounter)
# <- receiver.receiver sender.receiver
#                           ^^^^^^^^^ sender.sender
def on_save(sender, **kwargs):
    pass


@receiver([pre_save, post_save], dispatch_uid="x")
# <- receiver.receiver
@dispatch.receiver(post_delete, sender="emr.Encounter")
# <- receiver.receiver sender.receiver
#                                      ^^^^^^^^^^^^^^^ sender.sender
def on_delete(sender, **kwargs):
    pass


@register(post_save, sender=Encounter)
def no_receiver():
    receiver(post_save, sender=Encounter)
