"""Notifications (消息): what an enterprise is told.

owns         the inbox of every enterprise, with read state; its addresses, and what is sent to them
offers       the inbox, contacts, deliveries
publishes    consequence.recorded, message.delivered, message.read, message.sent
listens to   enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, duty.due, application.advanced, acting.changed, officer.changed of the registry;
             consequence.recorded, measure.published, measure.matched, measure.withdrawn, entitlement.closed,
             claim.advanced, quota.advanced, right.advanced, notice.published, notice.matched, notice.withdrawn of
             benefits; consent.granted, consent.withdrawn,
             financing.advanced of finance
"""
