from lab.legacy_wins import Encounter
from lab.model_wins import Encounter as Visit
