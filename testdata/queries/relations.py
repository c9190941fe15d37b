encounter = models.ForeignKey("emr.Encounter", on_delete=models.CASCADE)
#                             ^^^^^^^^^^^^^^^ relation.to
encounter = ForeignKey(Encounter, models.CASCADE)
#                      ^^^^^^^^^ relation.to
encounter = TreeForeignKey(emr.models.Encounter)
#                          ^^^^^^^^^^^^^^^^^^^^ relation.to
tags = models.ManyToManyField(to='emr.Tag', through="emr.Tagging", related_name="Encounter")
#                                ^^^^^^^^^ relation.to
#                                                   ^^^^^^^^^^^^^ relation.to
notes = GenericRelation("emr.Note")
#                       ^^^^^^^^^^ relation.to
visit = fields.OneToOneField(
    "Visit",
    # <- relation.to
    models.CASCADE,
)
title = models.CharField("emr.Encounter", max_length=10)
slug = AutoSlugField("Encounter")
query = Query("emr.Encounter")
models.ForeignKey("emr" ".Encounter", on_delete=models.CASCADE)
#                 ^^^^^^^^^^^^^^^^^^ relation.to
models.ForeignKey(("emr.Encounter"), on_delete=models.CASCADE)
#                 ^^^^^^^^^^^^^^^^^ relation.to
models.ForeignKey("emr.Encounter" if ready else "self", on_delete=models.CASCADE)
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ relation.to
TaggableManager(through="emr.TaggedEncounter")
#                       ^^^^^^^^^^^^^^^^^^^^^ relation.to
TaggableManager("emr.TaggedEncounter", through=TaggedEncounter)
#                                              ^^^^^^^^^^^^^^^ relation.to
ForeignObject(to="emr.Encounter")
#                ^^^^^^^^^^^^^^^ relation.to
TagManager(through="emr.TaggedEncounter")
