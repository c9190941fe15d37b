; Models named by strings where Django looks them up at run time.

; apps.get_model("emr.Encounter"), apps.get_model(MODEL)
; https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.apps.get_model
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . [(string) (concatenated_string) (identifier) (attribute)] @label))
 (#eq? @_function "get_model")
 (#set! kind "get-model"))

; apps.get_model(app_label="emr.Encounter")
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list
     . (keyword_argument name: (identifier) @_key value: [(string) (concatenated_string)] @label)))
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

; config.get_model("Encounter"), where config is an AppConfig
; https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.get_model
((call
   function: (attribute object: [(identifier) (attribute)] attribute: (identifier) @_function)
   arguments: (argument_list . (string) @model .))
 (#eq? @_function "get_model")
 (#set! kind "computed"))
((call
   function: (attribute object: [(identifier) (attribute)] attribute: (identifier) @_function)
   arguments: (argument_list . (keyword_argument name: (identifier) @_key value: (string) @model) .))
 (#eq? @_function "get_model")
 (#eq? @_key "model_name")
 (#set! kind "computed"))

; The app alone: get_model("emr", name), has_module_perms("emr"), filter(app_label="emr")
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @app . [(identifier) (attribute) (call) (subscript)]))
 (#any-of? @_function "get_model" "get_registered_model")
 (#set! kind "app-alone"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @app .))
 (#eq? @_function "has_module_perms")
 (#set! kind "app-alone"))
((keyword_argument name: (identifier) @_app value: (string) @app)
 (#match? @_app "(^|__)app_label(__i?exact)?$")
 (#set! kind "app-alone"))
((pair key: (string (string_content) @_app) value: (string) @app)
 (#match? @_app "(^|__)app_label(__i?exact)?$")
 (#set! kind "app-alone"))
((comparison_operator (attribute attribute: (identifier) @_app) . (string) @app)
 (#eq? @_app "app_label")
 (#set! kind "app-alone"))

; apps.get_app_config("emr").get_model("Encounter")
((call
   function: (attribute
     object: (call
       function: (attribute attribute: (identifier) @_config)
       arguments: (argument_list . (string) @app .))
     attribute: (identifier) @_function)
   arguments: (argument_list . [(string) @model (keyword_argument value: (string) @model)]))
 (#eq? @_config "get_app_config")
 (#eq? @_function "get_model")
 (#set! kind "get-model"))

; @receiver(post_save, sender="emr.Encounter"), post_save.connect(f, sender="emr.Encounter")
; https://docs.djangoproject.com/en/stable/ref/signals/#django.db.models.signals.ModelSignal
((call
   arguments: (argument_list
     (keyword_argument
       name: (identifier) @_key
       value: [(string) (concatenated_string) (identifier) (attribute)] @label)))
 (#eq? @_key "sender")
 (#set! kind "sender"))

; post_save.connect(f, "emr.Encounter")
((call
   function: (attribute object: (_) @_signal attribute: (identifier) @_function)
   arguments: (argument_list . (_) . [(string) (concatenated_string)] @label))
 (#match? @_signal "((pre|post)_(init|save|delete)|m2m_changed)$")
 (#any-of? @_function "connect" "disconnect")
 (#set! kind "sender"))

; ContentType.objects.get(app_label="emr", model="encounter"), content_type__app_label=…
; https://docs.djangoproject.com/en/stable/ref/contrib/contenttypes/
((argument_list
   (keyword_argument name: (identifier) @_app value: (string) @app)
   (keyword_argument name: (identifier) @_model value: [(string) (list) (tuple)] @model))
 (#match? @_app "(^|__)app_label(__i?exact)?$")
 (#match? @_model "(^|__)model(__in|__i?exact)?$")
 (#set! kind "content-type"))
((argument_list
   (keyword_argument name: (identifier) @_model value: [(string) (list) (tuple)] @model)
   (keyword_argument name: (identifier) @_app value: (string) @app))
 (#match? @_app "(^|__)app_label(__i?exact)?$")
 (#match? @_model "(^|__)model(__in|__i?exact)?$")
 (#set! kind "content-type"))

; limit_choices_to={"app_label": "emr", "model": "encounter"}
((dictionary
   (pair key: (string (string_content) @_app) value: (string) @app)
   (pair key: (string (string_content) @_model) value: [(string) (list) (tuple)] @model))
 (#match? @_app "(^|__)app_label(__i?exact)?$")
 (#match? @_model "(^|__)model(__in|__i?exact)?$")
 (#set! kind "content-type"))

((dictionary
   (pair key: (string (string_content) @_model) value: [(string) (list) (tuple)] @model)
   (pair key: (string (string_content) @_app) value: (string) @app))
 (#match? @_app "(^|__)app_label(__i?exact)?$")
 (#match? @_model "(^|__)model(__in|__i?exact)?$")
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
 (#match? @_app "(^|__)app_label(__i?exact)?$")
 (#match? @_codename "(^|__)codename(__in|__i?exact)?$")
 (#set! kind "permission"))
((argument_list
   (keyword_argument name: (identifier) @_codename value: [(string) (list) (tuple)] @codename)
   (keyword_argument name: (identifier) @_app value: (string) @app))
 (#match? @_app "(^|__)app_label(__i?exact)?$")
 (#match? @_codename "(^|__)codename(__in|__i?exact)?$")
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
   arguments: (argument_list . [(string) (concatenated_string) (identifier) (attribute)] @permission))
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
   body: (block (expression_statement (assignment
     left: (identifier) @_key right: [(string) (identifier) (attribute)] @label))))
 (#eq? @_key "model")
 (#eq? @_meta "Meta")
 (#set! kind "factory"))

; baker.make("emr.Encounter"), Recipe("emr.Encounter"), mixer.blend("emr.Encounter")
; https://model-bakery.readthedocs.io/en/latest/basic_usage.html
((call
   function: (attribute object: (identifier) @_library attribute: (identifier) @_function)
   arguments: (argument_list . [(string) (concatenated_string)] @label))
 (#any-of? @_library "baker" "mommy" "mixer")
 (#any-of? @_function "make" "prepare" "blend" "cycle")
 (#set! kind "factory"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . [(string) (concatenated_string)] @label))
 (#eq? @_function "Recipe")
 (#set! kind "factory"))

; baker.make_recipe("emr.encounter"): a name in baker_recipes.py of the app
; https://model-bakery.readthedocs.io/en/latest/recipes.html
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string) @name))
 (#any-of? @_function "make_recipe" "prepare_recipe")
 (#set! kind "no-label"))

; call_command("dumpdata", "emr.Encounter", exclude=["emr.Encounter"])
; https://docs.djangoproject.com/en/stable/ref/django-admin/#dumpdata
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string (string_content) @_command)) @arguments)
 (#eq? @_function "call_command")
 (#eq? @_command "dumpdata")
 (#set! kind "command"))

; call_command("loaddata", "emr.encounter", exclude=["emr.Encounter"]): fixtures have names of their own
; https://docs.djangoproject.com/en/stable/ref/django-admin/#loaddata
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list
     . (string (string_content) @_command)
     (keyword_argument name: (identifier) @_key value: (_) @label)))
 (#eq? @_function "call_command")
 (#eq? @_command "loaddata")
 (#eq? @_key "exclude")
 (#set! kind "command"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (string (string_content) @_command) (string) @name))
 (#eq? @_function "call_command")
 (#eq? @_command "loaddata")
 (#set! kind "no-label"))

; override_settings(VISIT_MODEL="emr.Encounter"), self.settings(AUDITED=["emr.Encounter"])
; https://docs.djangoproject.com/en/stable/topics/testing/tools/#overriding-settings
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list (keyword_argument name: (identifier) @_key value: (_) @value)))
 (#any-of? @_function "override_settings" "modify_settings" "settings" "configure")
 (#match? @_key "^[A-Z][A-Z0-9_]*$")
 (#set! kind "setting-override"))

; settings.VISIT_MODEL = "emr.Encounter", of pytest-django
; https://pytest-django.readthedocs.io/en/latest/helpers.html#settings
((assignment
   left: (attribute object: (identifier) @_settings attribute: (identifier) @_key) right: (_) @value)
 (#eq? @_settings "settings")
 (#match? @_key "^[A-Z][A-Z0-9_]*$")
 (#set! kind "setting-override"))

; getattr(settings, "VISIT_MODEL", "emr.Encounter")
((call
   function: (identifier) @_function
   arguments: (argument_list . (identifier) @_settings . (_) . [(string) (concatenated_string)] @value))
 (#eq? @_settings "settings")
 (#eq? @_function "getattr")
 (#set! kind "setting-default"))

; getattr(models, "Encounter"), patch.object(models, "Encounter"), getattr(models, name)
; https://docs.python.org/3/library/functions.html#getattr
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . [(identifier) (attribute)] @module . (_) @attribute))
 (#any-of? @_function "getattr" "hasattr" "setattr" "delattr" "object" "spy")
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
   arguments: (argument_list . [(string) (concatenated_string)] @path))
 (#any-of? @_function "patch" "import_string" "setattr" "delattr" "resolve_name" "locate")
 (#set! kind "dotted-path"))
((call
   function: (attribute
     object: [(identifier) @_patch (attribute attribute: (identifier) @_patch)]
     attribute: (identifier) @_function)
   arguments: (argument_list . [(string) (concatenated_string)] @path))
 (#eq? @_patch "patch")
 (#any-of? @_function "dict" "multiple")
 (#set! kind "dotted-path"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list (keyword_argument name: (identifier) @_key value: (string) @path)))
 (#eq? @_function "patch")
 (#eq? @_key "target")
 (#set! kind "dotted-path"))

; instance._meta.label_lower == "emr.encounter", meta.label in ("emr.Encounter",)
; https://docs.djangoproject.com/en/stable/ref/models/options/#label
((comparison_operator
   (attribute
     object: [(identifier) @_meta (attribute attribute: (identifier) @_meta)]
     attribute: (identifier) @_attribute)
   . [(string) (list) (tuple) (set) (identifier) (attribute)] @label)
 (#any-of? @_meta "_meta" "meta" "opts" "options")
 (#any-of? @_attribute "label" "label_lower")
 (#set! kind "label-test"))
((comparison_operator
   [(string) (identifier)] @label
   . (attribute
       object: [(identifier) @_meta (attribute attribute: (identifier) @_meta)]
       attribute: (identifier) @_attribute))
 (#any-of? @_meta "_meta" "meta" "opts" "options")
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
