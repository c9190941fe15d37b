def pair():
    from core.models import Patient

    Encounter = None
    print(Encounter)
    from core.models import Encounter

    return Patient, Encounter


def loop():
    for number in range(2):
        from core.models import Patient

        with open("names") as Encounter:
            print(Encounter, number)
        from core.models import Encounter

        print(Patient, Encounter)
