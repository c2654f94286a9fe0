"""What prevention cards offer: calcium, vitamin D and vaccines, each as one complete draft."""

from cards.definitions.drafts import ORAL
from cdshooks.rules.language import DrugOrder

VITAMIN_D_DAILY = DrugOrder(
    drug="vitamin D",
    code="2418",
    display="Cholecalciferol",
    dose="800",
    unit="IU",
    unit_code="[iU]",
    route=ORAL,
    every=(1, 1, "d"),
    words="colecalciferol (vitamin D3) 800 IU by mouth once daily",
)
CALCIUM_DAILY = DrugOrder(
    drug="calcium",
    code="1897",
    display="Calcium Carbonate",
    dose="1250",
    unit="mg",
    unit_code="mg",
    route=ORAL,
    every=(1, 1, "d"),
    words="calcium carbonate 1250 mg (500 mg of calcium) by mouth once daily with food",
    note="Take with food.",
)
