; What a model class says of itself.
; https://docs.djangoproject.com/en/stable/ref/models/options/

((class_definition
   name: (identifier) @class
   body: (block
     (class_definition
       name: (identifier) @_meta
       body: (block
         (expression_statement (assignment left: (identifier) @option right: (_) @value))))))
 (#eq? @_meta "Meta")
 (#set! kind "meta-option"))
