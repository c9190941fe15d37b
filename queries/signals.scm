; Functions that receive signals.
; https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions

; @receiver(post_save), whoever sends it
((decorator
   (call
     function: [(identifier) @_receiver (attribute attribute: (identifier) @_receiver)])) @receiver
 (#eq? @_receiver "receiver")
 (#set! kind "receiver"))

; @receiver(post_save, sender=Encounter)
((decorator
   (call
     function: [(identifier) @_receiver (attribute attribute: (identifier) @_receiver)]
     arguments: (argument_list
       (keyword_argument name: (identifier) @_sender value: (_) @sender)))) @receiver
 (#eq? @_receiver "receiver")
 (#eq? @_sender "sender")
 (#set! kind "sender"))
