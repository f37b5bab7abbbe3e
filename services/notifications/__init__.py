"""Notifications (消息): what an enterprise is told.

owns         the inbox of every enterprise: what it was told, what of it is read, archived or holds no longer; its
             addresses, what it chose to hear, what is sent to it and in which words
offers       the inbox by kind and by words, the app's home, and the inbox as it changes (server-sent events);
             contacts, preferences, deliveries, texts of messages
publishes    consequence.recorded, message.delivered, message.read, message.sent
listens to   enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, duty.due, duty.done, application.advanced, acting.changed, officer.changed of the registry;
             consequence.recorded, measure.published, measure.matched, measure.withdrawn, entitlement.closed,
             claim.advanced, quota.advanced, right.advanced of benefits; consent.granted, consent.withdrawn,
             financing.advanced of finance
"""
