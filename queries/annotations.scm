; Annotations: what stands in quotes there is read as code.
; https://docs.python.org/3/library/typing.html#typing.ForwardRef

((type) @annotation (#set! kind "annotation"))

; cast("Encounter", value), TypeVar("T", bound="Encounter")
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
