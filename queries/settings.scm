; Settings that decide how a model's migration reads.
; https://docs.djangoproject.com/en/stable/ref/settings/

((module (expression_statement (assignment left: (identifier) @key right: (_) @value)))
 (#any-of? @key "AUTH_USER_MODEL" "DATABASE_ROUTERS" "DEFAULT_AUTO_FIELD" "MIGRATION_MODULES")
 (#set! kind "setting"))

; The lists that the apps of a project come from: INSTALLED_APPS, and LOCAL_APPS beside it.
((module (expression_statement
   [(assignment left: (identifier) @key right: (_) @value)
    (augmented_assignment left: (identifier) @key right: (_) @value)]))
 (#match? @key "^[A-Z_]*APPS$")
 (#set! kind "apps"))
