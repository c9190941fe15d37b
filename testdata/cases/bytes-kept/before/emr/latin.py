# Café
x = 1
