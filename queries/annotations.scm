; Annotations: what stands in quotes there is read as code.
; https://docs.python.org/3/library/typing.html#typing.ForwardRef

((type) @annotation (#set! kind "annotation"))

; cast("Encounter", value), TypeVar("T", "Encounter", "Note"), TypeVar("T", bound="Encounter")
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (_) @annotation))
 (#eq? @_function "cast")
 (#set! kind "annotation"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list (keyword_argument name: (identifier) @_key value: (_) @annotation)))
 (#eq? @_function "TypeVar")
 (#eq? @_key "bound")
 (#set! kind "annotation"))
((call
   function: [(identifier) @_function (attribute attribute: (identifier) @_function)]
   arguments: (argument_list . (_) [(string) (subscript)] @annotation))
 (#eq? @_function "TypeVar")
 (#set! kind "annotation"))

; class Visits(Manager["Encounter"]), Visits = QuerySet["Encounter"] at the top of a module or a
; class. What is written in capitals, or small, is a dictionary.
((class_definition
   superclasses: (argument_list (subscript
     value: [(identifier) @_generic (attribute attribute: (identifier) @_generic)]
     subscript: (_) @annotation)))
 (#match? @_generic "^[A-Z].*[a-z]")
 (#set! kind "annotation"))
; At the top, and not in a function: Rust sees to that.
((expression_statement (assignment right: (subscript
   value: [(identifier) @_generic (attribute attribute: (identifier) @_generic)]
   subscript: (_) @annotation))) @declaration
 (#match? @_generic "^[A-Z].*[a-z]")
 (#set! kind "alias"))

; Visits: TypeAlias = "list[Encounter]"
; https://docs.python.org/3/library/typing.html#typing.TypeAlias
((assignment
   type: (type [(identifier) @_alias (attribute attribute: (identifier) @_alias)])
   right: (_) @annotation)
 (#eq? @_alias "TypeAlias")
 (#set! kind "annotation"))
