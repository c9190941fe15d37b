class Encounter(models.Model):
#     ^^^^^^^^^ meta-option.class
    db_table = "not an option"

    class Meta:
        db_table = "emr_encounter"
        # <- meta-option.option
        #          ^^^^^^^^^^^^^^^ meta-option.value
        ordering = ["-start"]
        # <- meta-option.option
        #          ^^^^^^^^^^ meta-option.value

    class Status(models.TextChoices):
        OPEN = "open"
