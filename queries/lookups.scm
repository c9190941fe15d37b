; Models named by strings where Django looks them up at run time.

; apps.get_model("emr.Encounter"), apps.get_model(MODEL)
; https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.apps.get_model
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . [(string) (identifier) (attribute)] @label))
 (#eq? @_function "get_model")
 (#set! kind "get-model"))

; apps.get_model(app_label="emr.Encounter")
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (keyword_argument name: (identifier) @_key value: (string) @label) .))
 (#eq? @_function "get_model")
 (#eq? @_key "app_label")
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

; apps.get_model(model_name="Encounter", app_label="emr")
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list
     (keyword_argument name: (identifier) @_model value: (string) @model)
     (keyword_argument name: (identifier) @_app value: (string) @app)))
 (#eq? @_function "get_model")
 (#eq? @_app "app_label")
 (#eq? @_model "model_name")
 (#set! kind "get-model"))

; apps.get_model(APP, "Encounter"), apps.get_model(app_label=app, model_name="Encounter")
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list
     . [(identifier) (attribute) (keyword_argument value: [(identifier) (attribute)])]
     . [(string) @model (keyword_argument value: (string) @model)]))
 (#eq? @_function "get_model")
 (#set! kind "computed"))

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

; config.get_model("Encounter"), where config is an AppConfig
; https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.get_model
((call
   function: (attribute object: (identifier) @_config attribute: (identifier) @_function)
   arguments: (argument_list . (string) @model .))
 (#match? @_config "config|^self$")
 (#eq? @_function "get_model")
 (#set! kind "computed"))

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
   arguments: (argument_list
     (keyword_argument name: (identifier) @_key value: [(string) (identifier) (attribute)] @label)))
 (#eq? @_key "sender")
 (#set! kind "sender"))

; post_save.connect(f, "emr.Encounter")
((call
   function: (attribute object: (_) @_signal attribute: (identifier) @_function)
   arguments: (argument_list . (_) . (string) @label))
 (#match? @_signal "((pre|post)_(init|save|delete)|m2m_changed)$")
 (#any-of? @_function "connect" "disconnect")
 (#set! kind "sender"))

; ContentType.objects.get(app_label="emr", model="encounter"), content_type__app_label=…
; https://docs.djangoproject.com/en/stable/ref/contrib/contenttypes/
((argument_list
   (keyword_argument name: (identifier) @_app value: (string) @app)
   (keyword_argument name: (identifier) @_model value: [(string) (list) (tuple)] @model))
 (#match? @_app "(^|__)app_label$")
 (#match? @_model "(^|__)model(__in)?$")
 (#set! kind "content-type"))
((argument_list
   (keyword_argument name: (identifier) @_model value: [(string) (list) (tuple)] @model)
   (keyword_argument name: (identifier) @_app value: (string) @app))
 (#match? @_app "(^|__)app_label$")
 (#match? @_model "(^|__)model(__in)?$")
 (#set! kind "content-type"))

; limit_choices_to={"app_label": "emr", "model": "encounter"}
((dictionary
   (pair key: (string (string_content) @_app) value: (string) @app)
   (pair key: (string (string_content) @_model) value: (string) @model))
 (#match? @_app "(^|__)app_label$")
 (#match? @_model "(^|__)model$")
 (#set! kind "content-type"))

((dictionary
   (pair key: (string (string_content) @_model) value: (string) @model)
   (pair key: (string (string_content) @_app) value: (string) @app))
 (#match? @_app "(^|__)app_label$")
 (#match? @_model "(^|__)model$")
 (#set! kind "content-type"))

; content_type.app_label == "emr" and content_type.model == "encounter", instance._meta.app_label == …
; https://docs.djangoproject.com/en/stable/ref/models/options/#app-label
((boolean_operator
   left: (comparison_operator
     (attribute attribute: (identifier) @_app) operators: "==" (string) @app)
   operator: "and"
   right: (comparison_operator
     (attribute attribute: (identifier) @_model) operators: "==" (string) @model))
 (#eq? @_app "app_label")
 (#any-of? @_model "model" "model_name" "object_name")
 (#set! kind "content-type"))

; Permission.objects.get(content_type__app_label="emr", codename="view_encounter"), codename__in=[…]
; https://docs.djangoproject.com/en/stable/ref/contrib/auth/#permission-model
((argument_list
   (keyword_argument name: (identifier) @_app value: (string) @app)
   (keyword_argument name: (identifier) @_codename value: [(string) (list) (tuple)] @codename))
 (#match? @_app "(^|__)app_label$")
 (#match? @_codename "(^|__)codename(__in)?$")
 (#set! kind "permission"))
((argument_list
   (keyword_argument name: (identifier) @_codename value: [(string) (list) (tuple)] @codename)
   (keyword_argument name: (identifier) @_app value: (string) @app))
 (#match? @_app "(^|__)app_label$")
 (#match? @_codename "(^|__)codename(__in)?$")
 (#set! kind "permission"))

; ContentType.objects.get_by_natural_key("emr", "encounter")
; https://docs.djangoproject.com/en/stable/topics/serialization/#natural-keys
((call
   function: (attribute attribute: (identifier) @_function)
   arguments: (argument_list . (string) @app . (string) @model .))
 (#eq? @_function "get_by_natural_key")
 (#set! kind "content-type"))

; Permission.objects.get_by_natural_key("view_encounter", "emr", "encounter")
((call
   function: (attribute attribute: (identifier) @_function)
   arguments: (argument_list . (string) . (string) @app . (string) @model .))
 (#eq? @_function "get_by_natural_key")
 (#set! kind "content-type"))

; user.has_perm("emr.view_encounter"), @permission_required("emr.view_encounter"), and those of
; django-guardian and django-rules
; https://docs.djangoproject.com/en/stable/topics/auth/default/#permissions-and-authorization
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . [(string) (identifier) (attribute)] @permission))
 (#any-of? @_function "has_perm" "has_perms" "permission_required" "with_perm" "assign_perm"
   "remove_perm" "permission_required_or_403" "add_perm" "set_perm" "perm_exists")
 (#set! kind "permission"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . [(list) (tuple) (set)] @permission))
 (#any-of? @_function "has_perms" "permission_required" "permission_required_or_403")
 (#set! kind "permission"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list
     . (_) . [(string) (identifier) (attribute) (list) (tuple)] @permission))
 (#any-of? @_function "get_objects_for_user" "get_objects_for_group")
 (#set! kind "permission"))
((call
   arguments: (argument_list (keyword_argument
     name: (identifier) @_key
     value: [(string) (identifier) (attribute) (list) (tuple)] @permission)))
 (#any-of? @_key "perm" "perms" "perm_list" "permission_required")
 (#set! kind "permission"))

; permission_required = "emr.view_encounter"
; https://docs.djangoproject.com/en/stable/topics/auth/default/#the-permissionrequiredmixin-mixin
((assignment
   left: (identifier) @_key
   right: [(string) (identifier) (attribute) (list) (tuple)] @permission)
 (#eq? @_key "permission_required")
 (#set! kind "permission"))

; perms_map = {"GET": ["emr.view_encounter"]} of Django REST framework
; https://www.django-rest-framework.org/api-guide/permissions/#djangomodelpermissions
((assignment left: (identifier) @_key right: (dictionary) @permission)
 (#eq? @_key "perms_map")
 (#set! kind "permission"))

; class Meta: model = "emr.Encounter" of a factory
; https://factoryboy.readthedocs.io/en/stable/orms.html
((class_definition
   name: (identifier) @_meta
   body: (block (expression_statement (assignment left: (identifier) @_key right: (string) @label))))
 (#eq? @_meta "Meta")
 (#eq? @_key "model")
 (#set! kind "factory"))

; baker.make("emr.Encounter"), Recipe("emr.Encounter"), mixer.blend("emr.Encounter")
; https://model-bakery.readthedocs.io/en/latest/basic_usage.html
((call
   function: (attribute object: (identifier) @_library attribute: (identifier) @_function)
   arguments: (argument_list . (string) @label))
 (#any-of? @_library "baker" "mommy" "mixer")
 (#any-of? @_function "make" "make_recipe" "prepare" "blend" "cycle")
 (#set! kind "factory"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @label))
 (#eq? @_function "Recipe")
 (#set! kind "factory"))

; call_command("dumpdata", "emr.Encounter", exclude=["emr.Encounter"])
; https://docs.djangoproject.com/en/stable/ref/django-admin/#dumpdata
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string (string_content) @_command)) @arguments)
 (#eq? @_function "call_command")
 (#any-of? @_command "dumpdata" "loaddata")
 (#set! kind "command"))

; VISIT_MODEL = "emr.Encounter" at the top of a settings module
((module (expression_statement (assignment left: (identifier) @_key right: (_) @value)))
 (#match? @_key "^[A-Z][A-Z0-9_]*$")
 (#set! kind "setting"))
((module (expression_statement (augmented_assignment left: (identifier) @_key right: (_) @value)))
 (#match? @_key "^[A-Z][A-Z0-9_]*$")
 (#set! kind "setting"))

; override_settings(VISIT_MODEL="emr.Encounter"), self.settings(AUDITED=["emr.Encounter"])
; https://docs.djangoproject.com/en/stable/topics/testing/tools/#overriding-settings
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list (keyword_argument name: (identifier) @_key value: (_) @value)))
 (#any-of? @_function "override_settings" "settings")
 (#match? @_key "^[A-Z][A-Z0-9_]*$")
 (#set! kind "setting-override"))

; getattr(settings, "VISIT_MODEL", "emr.Encounter")
((call
   function: (identifier) @_function
   arguments: (argument_list . (identifier) @_settings . (_) . (string) @value))
 (#eq? @_function "getattr")
 (#eq? @_settings "settings")
 (#set! kind "setting-default"))

; getattr(models, "Encounter"), patch.object(models, "Encounter"), getattr(models, name)
; https://docs.python.org/3/library/functions.html#getattr
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . [(identifier) (attribute)] @module . (_) @attribute))
 (#any-of? @_function "getattr" "hasattr" "setattr" "delattr" "object")
 (#set! kind "attribute-by-name"))

; import_module("emr.models").Encounter, getattr(import_module("emr.models"), "Encounter")
; https://docs.python.org/3/library/importlib.html#importlib.import_module
((attribute
   object: (call
     function: [(identifier) @_import (attribute attribute: (identifier) @_import)]
     arguments: (argument_list . (string) @module .))
   attribute: (identifier) @attribute)
 (#eq? @_import "import_module")
 (#set! kind "imported-attribute"))
((call
   function: (identifier) @_function
   arguments: (argument_list
     . (call
         function: [(identifier) @_import (attribute attribute: (identifier) @_import)]
         arguments: (argument_list . (string) @module .))
     . (string (string_content) @attribute)))
 (#eq? @_import "import_module")
 (#any-of? @_function "getattr" "hasattr" "setattr" "delattr")
 (#set! kind "imported-attribute"))

; module = import_module("emr.models")
((assignment
   right: (call
     function: [(identifier) @_import (attribute attribute: (identifier) @_import)]
     arguments: (argument_list . (string) @module .)))
 (#eq? @_import "import_module")
 (#set! kind "imported-module"))

; mock.patch("emr.models.Encounter.save"), import_string("emr.models.Encounter")
; https://docs.python.org/3/library/unittest.mock.html#where-to-patch
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @path))
 (#any-of? @_function "patch" "import_string" "setattr" "delattr" "resolve_name" "locate")
 (#set! kind "dotted-path"))
((call
   function: (attribute
     object: [(identifier) @_patch (attribute attribute: (identifier) @_patch)]
     attribute: (identifier) @_function)
   arguments: (argument_list . (string) @path))
 (#eq? @_patch "patch")
 (#eq? @_function "dict")
 (#set! kind "dotted-path"))

; instance._meta.label_lower == "emr.encounter", meta.label in ("emr.Encounter",)
; https://docs.djangoproject.com/en/stable/ref/models/options/#label
((comparison_operator
   (attribute attribute: (identifier) @_attribute) . [(string) (list) (tuple) (set)] @label)
 (#any-of? @_attribute "label" "label_lower")
 (#set! kind "label-test"))

; SnippetChooserBlock("emr.Encounter"), PageChooserBlock(page_type=["emr.Encounter"]) of Wagtail
; https://docs.wagtail.org/en/stable/reference/streamfield/blocks.html
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . [(string) (list) (tuple)] @label))
 (#match? @_function "^(Snippet|Page)Chooser(Block|Panel)$")
 (#set! kind "chooser"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list (keyword_argument
     name: (identifier) @_key
     value: [(string) (list) (tuple)] @label)))
 (#match? @_function "^(Snippet|Page)Chooser(Block|Panel)$")
 (#any-of? @_key "target_model" "page_type")
 (#set! kind "chooser"))
