; Import statements, wherever they stand: module level, functions, try, if TYPE_CHECKING.

((import_from_statement) @statement (#set! kind "from"))
((import_statement) @statement (#set! kind "import"))
