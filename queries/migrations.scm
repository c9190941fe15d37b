; What a migration file declares.
; https://docs.djangoproject.com/en/stable/topics/migrations/#migration-files

((module (class_definition name: (identifier) @_class) @class)
 (#eq? @_class "Migration")
 (#set! kind "migration"))

((module
   (class_definition
     name: (identifier) @_class
     body: (block
       (expression_statement (assignment left: (identifier) @key right: (_) @value)))))
 (#eq? @_class "Migration")
 (#any-of? @key "dependencies" "operations" "replaces" "run_before")
 (#set! kind "attribute"))
