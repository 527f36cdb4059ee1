"""The sections of the page, each a class that takes the customers in one language."""

from omnichannel_rfm.report.sections.action import Action
from omnichannel_rfm.report.sections.campaigns import Campaigns
from omnichannel_rfm.report.sections.certainty import Certainty
from omnichannel_rfm.report.sections.channels import Channels
from omnichannel_rfm.report.sections.models import Models
from omnichannel_rfm.report.sections.moves import Moves
from omnichannel_rfm.report.sections.section import Section
from omnichannel_rfm.report.sections.shape import Shape
from omnichannel_rfm.report.sections.size import Size

# From the top of the page down; the keys begin the ids and the texts of the sections.
SECTIONS: dict[str, type[Section]] = {
    "size": Size,
    "shape": Shape,
    "action": Action,
    "campaigns": Campaigns,
    "channels": Channels,
    "moves": Moves,
    "models": Models,
    "certainty": Certainty,
}
