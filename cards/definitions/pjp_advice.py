"""Requests that every card recommending Pneumocystis prophylaxis makes beside the agent, or in its place."""

from cards.definitions.person import pregnant
from cards.definitions.pjp_agents import consulted, no_agent_left
from cards.definitions.pjp_protection import agent_in_other_use
from cards.definitions.tests import blood_count, creatinine_test, infectious_disease_consult, potassium_test
from cdshooks.rules.language import request, yes

tests_after_the_start = request(
    blood_count,
    creatinine_test,
    potassium_test,
    timing="in 1 to 2 weeks",
    label="Check blood count, creatinine and potassium",
)
# Once asked for it lowers the card; a further request would not, so it is only offered.
consult_instead_of_agent = (
    request(infectious_disease_consult).offered(no_agent_left | yes(pregnant)).recommended(~yes(consulted))
)

# A card that recommends prophylaxis speaks beside an agent only where that agent does not protect as it is taken.
beside_another_use = (
    agent_in_other_use,
    "A PJP agent is in use already: as a treatment, below a dose of prophylaxis, or with a dose overdue. Change that "
    "order, or begin prophylaxis when it ends.",
)
