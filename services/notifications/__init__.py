"""Notifications (消息): what an enterprise is told.

owns         the inbox of every enterprise, with read state; services and activities with their registrations, the
             directory of providers with the ratings of what they did, published cases with the consent to them
offers       the inbox, services and activities, the directory of providers, published cases
publishes    consequence.recorded, message.delivered, message.read, provider.listed
listens to   enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, duty.due, application.advanced, acting.changed, officer.changed of the registry;
             consequence.recorded, measure.published, measure.matched, measure.withdrawn, entitlement.closed,
             claim.advanced, quota.advanced, right.advanced, voucher.settled of benefits;
             consent.granted, consent.withdrawn, financing.advanced of finance
"""
