class A(Base):
#     ^ definition.name
    size = 1
    # <- class.scope
    # <- assignment.name

    def method(self, a, b=1, *c, d: int = 2, e: str, **f):
    #   ^^^^^^ definition.name
    #          ^^^^ parameter.name
    #                ^ parameter.name
    #                   ^ parameter.name
    #                         ^ parameter.name
    #                            ^ parameter.name
    #                                        ^ parameter.name
    #                                                  ^ parameter.name
        return a
        # <- function.scope


async def g(*, h, **i: int):
#         ^ definition.name
#              ^ parameter.name
#                   ^ parameter.name
    global counted
    # <- function.scope
    #      ^^^^^^^ global.name
    x, (y, *z) = h
    # <- assignment.name
    #   ^ assignment.name
    #       ^ assignment.name
    for j in x:
    #   ^ assignment.name
        k += j
        # <- assignment.name
    with open(x) as l, y as (m, n):
    #               ^ targets.targets
    #                       ^^^^^^ targets.targets
        del o
        #   ^ assignment.name
    try:
        pass
    except E as p:
    #           ^ targets.targets
        pass
    if (q := x):
    #   ^ walrus.name
        x.attribute = 1
    return [r for r in x if lambda s, *t, **u: s]
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comprehension.scope
    #             ^ assignment.name
    #                              ^ parameter.name
    #                                  ^ parameter.name
    #                                       ^ parameter.name
    #                                          ^ function.scope


match v:
    case Point(x=1, y=w) | [aa, *bb]:
    #                 ^ assignment.name
    #                       ^^ assignment.name
    #                            ^^ assignment.name
        pass
    case {"k": cc, **dd}:
    #          ^^ assignment.name
    #                ^^ assignment.name
        pass
    case str() as ee:
    #             ^^ assignment.name
        pass
[ff, gg] = {hh: 1 for hh in x}, {ii for ii in x}, (jj for jj in x)
#^^ assignment.name
#    ^^ assignment.name
#          ^^^^^^^^^^^^^^^^^^^ comprehension.scope
#                     ^^ assignment.name
#                               ^^^^^^^^^^^^^^^^ comprehension.scope
#                                       ^^ assignment.name
#                                                 ^^^^^^^^^^^^^^^^ comprehension.scope
#                                                         ^^ assignment.name


type Alias = list[ff]
#    ^^^^^ assignment.name
type Generic[T] = list[T]
#    ^^^^^^^ assignment.name
#           ^^^ type-parameters.scope
#            ^ assignment.name


def parameterised[T, *Ts, **P](x: list[T]) -> T: ...
#   ^^^^^^^^^^^^^ definition.name
#                ^^^^^^^^^^^^^ type-parameters.scope
#                 ^ assignment.name
#                     ^^ assignment.name
#                           ^ assignment.name
#                              ^ parameter.name
#                                                ^^^ function.scope


class Bounded[T: ff](list[T]): ...
#     ^^^^^^^ definition.name
#            ^^^^^^^ type-parameters.scope
#             ^ assignment.name
#                              ^^^ class.scope
