; Relation fields: what they point to, as a label or as a class.
; https://docs.djangoproject.com/en/stable/ref/models/fields/#module-django.db.models.fields.related
; The names end as Django's do, so that TreeForeignKey and ParentalManyToManyField count as well.

; models.ForeignKey("emr.Encounter", …), OneToOneField(Encounter), GenericRelation('emr.Note')
((call
   function: [(identifier) @_field (attribute attribute: (identifier) @_field)]
   arguments: (argument_list
     . [(string) (concatenated_string) (identifier) (attribute)
        (parenthesized_expression) (conditional_expression)] @to))
 (#match? @_field "(ForeignKey|ForeignObject|ParentalKey|OneToOneField|ManyToManyField|GenericRelation)$")
 (#set! kind "relation"))

; ForeignKey(to="emr.Encounter"), ManyToManyField(…, through="emr.Attendance")
((call
   function: [(identifier) @_field (attribute attribute: (identifier) @_field)]
   arguments: (argument_list
     (keyword_argument
       name: (identifier) @_key
       value: [(string) (concatenated_string) (identifier) (attribute)
               (parenthesized_expression) (conditional_expression)] @to)))
 (#match? @_field "(ForeignKey|ForeignObject|ParentalKey|OneToOneField|ManyToManyField|GenericRelation)$")
 (#any-of? @_key "to" "through")
 (#set! kind "relation"))

; TaggableManager(through="emr.TaggedEncounter") of django-taggit
; https://django-taggit.readthedocs.io/en/stable/custom_tagging.html
((call
   function: [(identifier) @_field (attribute attribute: (identifier) @_field)]
   arguments: (argument_list
     (keyword_argument name: (identifier) @_key value: [(string) (identifier) (attribute)] @to)))
 (#match? @_field "TaggableManager$")
 (#any-of? @_key "to" "through")
 (#set! kind "relation"))
