; The history that django-simple-history keeps of a model.
; https://django-simple-history.readthedocs.io/en/latest/quick_start.html

; history = HistoricalRecords(…), in a class
((class_definition
   body: (block
     (expression_statement
       (assignment
         left: (identifier)
         right: (call function: [(identifier) (attribute)] @function) @call))))
 (#set! kind "records"))

; register(Encounter), of a model that has no such line
((call
   function: [(identifier) (attribute)] @function
   arguments: (argument_list . [(identifier) (attribute)] @model))
 (#any-of? @function "register" "simple_history.register")
 (#set! kind "register"))
