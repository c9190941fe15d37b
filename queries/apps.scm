; What an AppConfig says of its app: name = "hospital.apps.emr", label = "emr".
; https://docs.djangoproject.com/en/stable/ref/applications/#configurable-attributes

((class_definition
   superclasses: (argument_list [(identifier) @_base (attribute attribute: (identifier) @_base)])
   body: (block
     (expression_statement
       (assignment left: (identifier) @key right: (string) @value))))
 (#match? @_base "AppConfig$")
 (#any-of? @key "name" "label" "default_auto_field")
 (#set! kind "app-config"))
