; Settings that decide how a model's migration reads.
; https://docs.djangoproject.com/en/stable/ref/settings/

((module (expression_statement (assignment left: (identifier) @key right: (_) @value)))
 (#any-of? @key "AUTH_USER_MODEL" "DATABASE_ROUTERS" "DEFAULT_AUTO_FIELD" "MIGRATION_MODULES")
 (#set! kind "setting"))
