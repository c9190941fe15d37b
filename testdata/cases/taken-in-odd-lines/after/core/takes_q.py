import core.q as z

x = z.models
