; What opens a scope, and what binds a name in one. names.rs builds its scope tree from these.
; Parameters are bound in the body of their function; everything else in the scope it stands in.

((function_definition body: (block) @scope) (#set! kind "function"))
((lambda body: (_) @scope) (#set! kind "function"))
((class_definition body: (block) @scope) (#set! kind "class"))
((list_comprehension) @scope (#set! kind "comprehension"))
((set_comprehension) @scope (#set! kind "comprehension"))
((dictionary_comprehension) @scope (#set! kind "comprehension"))
((generator_expression) @scope (#set! kind "comprehension"))

; PEP 695: from the brackets on, to the end of what they parameterise.
((function_definition type_parameters: (type_parameter) @scope) (#set! kind "type-parameters"))
((class_definition type_parameters: (type_parameter) @scope) (#set! kind "type-parameters"))
((type_alias_statement left: (type (generic_type (type_parameter) @scope)))
 (#set! kind "type-parameters"))

((function_definition name: (identifier) @name) (#set! kind "definition"))
((class_definition name: (identifier) @name) (#set! kind "definition"))

((parameters (identifier) @name) (#set! kind "parameter"))
((parameters (list_splat_pattern (identifier) @name)) (#set! kind "parameter"))
((parameters (dictionary_splat_pattern (identifier) @name)) (#set! kind "parameter"))
((lambda_parameters (identifier) @name) (#set! kind "parameter"))
((lambda_parameters (list_splat_pattern (identifier) @name)) (#set! kind "parameter"))
((lambda_parameters (dictionary_splat_pattern (identifier) @name)) (#set! kind "parameter"))
((default_parameter name: (identifier) @name) (#set! kind "parameter"))
((typed_parameter (identifier) @name) (#set! kind "parameter"))
((typed_parameter (list_splat_pattern (identifier) @name)) (#set! kind "parameter"))
((typed_parameter (dictionary_splat_pattern (identifier) @name)) (#set! kind "parameter"))
((typed_default_parameter name: (identifier) @name) (#set! kind "parameter"))

((assignment left: (identifier) @name) (#set! kind "assignment"))
((augmented_assignment left: (identifier) @name) (#set! kind "assignment"))
((named_expression name: (identifier) @name) (#set! kind "walrus"))
((pattern_list (identifier) @name) (#set! kind "assignment"))
((tuple_pattern (identifier) @name) (#set! kind "assignment"))
((list_pattern (identifier) @name) (#set! kind "assignment"))
((pattern_list (list_splat_pattern (identifier) @name)) (#set! kind "assignment"))
((tuple_pattern (list_splat_pattern (identifier) @name)) (#set! kind "assignment"))
((list_pattern (list_splat_pattern (identifier) @name)) (#set! kind "assignment"))
((for_statement left: (identifier) @name) (#set! kind "assignment"))
((for_in_clause left: (identifier) @name) (#set! kind "assignment"))
((as_pattern_target) @targets (#set! kind "targets"))
((delete_statement (identifier) @name) (#set! kind "assignment"))
((case_pattern (dotted_name . (identifier) @name .)) (#set! kind "assignment"))
((keyword_pattern (dotted_name . (identifier) @name .)) (#set! kind "assignment"))
((splat_pattern (identifier) @name) (#set! kind "assignment"))
((case_pattern (as_pattern (identifier) @name)) (#set! kind "assignment"))

((global_statement (identifier) @name) (#set! kind "global"))

; https://docs.python.org/3/reference/compound_stmts.html#type-params
((type_alias_statement left: (type [(identifier) @name (generic_type . (identifier) @name)]))
 (#set! kind "assignment"))
((function_definition type_parameters: (type_parameter (type [
   (identifier) @name
   (splat_type (identifier) @name)
   (constrained_type . (type (identifier) @name))])))
 (#set! kind "assignment"))
((class_definition type_parameters: (type_parameter (type [
   (identifier) @name
   (splat_type (identifier) @name)
   (constrained_type . (type (identifier) @name))])))
 (#set! kind "assignment"))
((type_alias_statement left: (type (generic_type (type_parameter (type [
   (identifier) @name
   (splat_type (identifier) @name)
   (constrained_type . (type (identifier) @name))])))))
 (#set! kind "assignment"))
