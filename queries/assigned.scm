; What a settings module assigns.

; VISIT_MODEL = "emr.Encounter" at the top of a settings module
((module (expression_statement (assignment left: (identifier) @_key right: (_) @value)))
 (#match? @_key "^[A-Z][A-Z0-9_]*$")
 (#set! kind "setting"))
((module (expression_statement (augmented_assignment left: (identifier) @_key right: (_) @value)))
 (#match? @_key "^[A-Z][A-Z0-9_]*$")
 (#set! kind "setting"))
