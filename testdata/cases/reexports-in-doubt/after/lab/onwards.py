from lab.names import Either, Encounter
