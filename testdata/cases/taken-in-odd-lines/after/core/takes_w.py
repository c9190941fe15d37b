import core . w

x = core . w . models
