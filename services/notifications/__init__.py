"""Notifications (消息): what an enterprise is told.

owns         the inbox of every enterprise, with read state; service tickets to the officers of a district; demands and
             offers with their answers; needs of scarce talents and their catalogue; leads for investment attraction
offers       the inbox; tickets, answered by a last working day, rated, and counted; postings, answered, matched; the
             catalogue by editions; leads, followed until they land
publishes    consequence.recorded, message.delivered, message.read
listens to   enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, duty.due, application.advanced, acting.changed, officer.changed of the registry;
             consequence.recorded, measure.published, measure.matched, measure.withdrawn, entitlement.closed,
             claim.advanced, quota.advanced, right.advanced of benefits; consent.granted, consent.withdrawn,
             financing.advanced of finance
"""
