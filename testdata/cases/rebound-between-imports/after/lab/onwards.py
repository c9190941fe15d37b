from lab.by_later_star import Encounter
