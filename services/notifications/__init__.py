"""Notifications (消息): what an enterprise is told.

owns         the inbox of every enterprise: what it was told, what of it is read, archived or holds no longer; its
             addresses, what it chose to hear and when, and what is sent to them; services and activities with their
             registrations, the directory of providers with the ratings of what they did, published cases with the
             consent to them; service tickets to the officers of a district; demands and offers with their answers;
             needs of scarce talents and their catalogue; leads for investment attraction
offers       the inbox by kind and by words, the app's home, and the inbox as it changes (server-sent events);
             contacts, preferences, deliveries; services and activities, the directory of providers, published cases;
             tickets, answered by a last working day, rated, and counted; postings, answered, matched; the catalogue by
             editions; leads, followed until they land
publishes    consequence.recorded, message.delivered, message.read, message.sent, provider.listed
listens to   enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, duty.due, duty.done, application.advanced, acting.changed, officer.changed of the registry;
             consequence.recorded, measure.published, measure.matched, measure.withdrawn, entitlement.closed,
             claim.advanced, quota.advanced, right.advanced, voucher.settled, notice.published, notice.matched,
             notice.withdrawn of benefits; consent.granted, consent.withdrawn, financing.advanced of finance
"""
