"""What the simulated gateway reports, taken as if it had come over HTTP: signature, unknown references and all."""

import json
import logging

from services.notifications import problems as p
from services.notifications.gateways.simulated import SimulatedGateway
from services.notifications.service.deliveries import receipts
from services.notifications.service.deliveries.desk import Desk
from services.notifications.service.deliveries.receipts import Signed
from shared.db import Database

log = logging.getLogger(__name__)


async def report(db: Database, desk: Desk, gateway: SimulatedGateway) -> None:
    for one in gateway.receipts(db.clock.now()):
        try:
            receipts.check_signature(desk, Signed(one.provider, one.headers, one.body))
            async with db.transaction() as tx:
                said = json.loads(one.body)
                await receipts.take(tx, one.provider, said["reference"], said["outcome"])
        except (p.ReceiptUnsigned, p.ReferenceUnknown) as refused:
            log.info("a receipt of the simulated gateway is refused: %s", refused.code)
