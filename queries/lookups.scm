; Models named by strings where Django looks them up at run time.

; apps.get_model("emr.Encounter")
; https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.apps.get_model
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @label))
 (#eq? @_function "get_model")
 (#set! kind "get-model"))

; apps.get_model("emr", "Encounter")
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @app . (string) @model))
 (#eq? @_function "get_model")
 (#set! kind "get-model"))

; apps.get_model("emr", model_name="Encounter")
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @app . (keyword_argument name: (identifier) @_model value: (string) @model)))
 (#eq? @_function "get_model")
 (#eq? @_model "model_name")
 (#set! kind "get-model"))

; apps.get_model(app_label="emr", model_name="Encounter")
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list
     (keyword_argument name: (identifier) @_app value: (string) @app)
     (keyword_argument name: (identifier) @_model value: (string) @model)))
 (#eq? @_function "get_model")
 (#eq? @_app "app_label")
 (#eq? @_model "model_name")
 (#set! kind "get-model"))

; apps.get_app_config("emr").get_model("Encounter")
((call
   function: (attribute
     object: (call
       function: (attribute attribute: (identifier) @_config)
       arguments: (argument_list . (string) @app .))
     attribute: (identifier) @_function)
   arguments: (argument_list . (string) @model))
 (#eq? @_config "get_app_config")
 (#eq? @_function "get_model")
 (#set! kind "get-model"))

; @receiver(post_save, sender="emr.Encounter"), post_save.connect(f, sender="emr.Encounter")
; https://docs.djangoproject.com/en/stable/ref/signals/#django.db.models.signals.ModelSignal
((call
   arguments: (argument_list (keyword_argument name: (identifier) @_key value: (string) @label)))
 (#eq? @_key "sender")
 (#set! kind "sender"))

; ContentType.objects.get(app_label="emr", model="encounter"), content_type__app_label=…
; https://docs.djangoproject.com/en/stable/ref/contrib/contenttypes/
((argument_list
   (keyword_argument name: (identifier) @_app value: (string) @app)
   (keyword_argument name: (identifier) @_model value: (string) @model))
 (#match? @_app "(^|__)app_label$")
 (#match? @_model "(^|__)model$")
 (#set! kind "content-type"))
((argument_list
   (keyword_argument name: (identifier) @_model value: (string) @model)
   (keyword_argument name: (identifier) @_app value: (string) @app))
 (#match? @_app "(^|__)app_label$")
 (#match? @_model "(^|__)model$")
 (#set! kind "content-type"))

; limit_choices_to={"app_label": "emr", "model": "encounter"}
((dictionary
   (pair key: (string (string_content) @_app) value: (string) @app)
   (pair key: (string (string_content) @_model) value: (string) @model))
 (#match? @_app "(^|__)app_label$")
 (#match? @_model "(^|__)model$")
 (#set! kind "content-type"))

; ContentType.objects.get_by_natural_key("emr", "encounter")
((call
   function: (attribute attribute: (identifier) @_function)
   arguments: (argument_list . (string) @app . (string) @model .))
 (#eq? @_function "get_by_natural_key")
 (#set! kind "content-type"))

; user.has_perm("emr.view_encounter"), @permission_required("emr.view_encounter")
; https://docs.djangoproject.com/en/stable/topics/auth/default/#permissions-and-authorization
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @permission))
 (#any-of? @_function "has_perm" "permission_required" "with_perm")
 (#set! kind "permission"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . [(list (string) @permission) (tuple (string) @permission)]))
 (#any-of? @_function "has_perms" "permission_required")
 (#set! kind "permission"))
((assignment left: (identifier) @_key right: (string) @permission)
 (#eq? @_key "permission_required")
 (#set! kind "permission"))
((assignment
   left: (identifier) @_key
   right: [(list (string) @permission) (tuple (string) @permission)])
 (#eq? @_key "permission_required")
 (#set! kind "permission"))

; mock.patch("emr.models.Encounter.save"), import_string("emr.models.Encounter")
; https://docs.python.org/3/library/unittest.mock.html#where-to-patch
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @path))
 (#any-of? @_function "patch" "import_string" "setattr" "delattr")
 (#set! kind "dotted-path"))
