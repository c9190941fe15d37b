; Model classes handed to an admin site.
; https://docs.djangoproject.com/en/stable/ref/contrib/admin/#modeladmin-objects

; @admin.register(Encounter), admin.site.register(Encounter, EncounterAdmin)
((call
   function: [(identifier) @_register (attribute attribute: (identifier) @_register)]
   arguments: (argument_list [(identifier) (attribute)] @model))
 (#eq? @_register "register")
 (#set! kind "admin-registration"))

; admin.site.register([Encounter, Note])
((call
   function: [(identifier) @_register (attribute attribute: (identifier) @_register)]
   arguments: (argument_list . [(list [(identifier) (attribute)] @model)
                                (tuple [(identifier) (attribute)] @model)]))
 (#eq? @_register "register")
 (#set! kind "admin-registration"))
