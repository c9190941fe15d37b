; Functions that are given models as they were at some time.

; def forwards(apps, schema_editor): models as some migration knows them
; https://docs.djangoproject.com/en/stable/ref/migration-operations/#runpython
((function_definition
   parameters: (parameters . (identifier) . (identifier) @_editor)) @function
 (#eq? @_editor "schema_editor")
 (#set! kind "historical"))
((function_definition
   parameters: (parameters . (identifier) . (identifier) . (identifier) @_editor)) @function
 (#eq? @_editor "schema_editor")
 (#set! kind "historical"))
