"""Benefits (政策兑现): what an enterprise is entitled to, under which clause, how much and how surely.

owns         policy sets as dated data, versions of measures with their rehearsals, entitlements, receipts, claims,
             evidence, budgets and their ledger, quotas and the vouchers of them, bank accounts, payment orders,
             figures of retained revenue, persons and their rights, portraits of enterprises, notices
offers       the catalogue of measures, calculations with their steps and receipts, an enterprise's entitlements,
             what a tier would open, claims on their way to payment, people's rights, the public notice of payments,
             the evaluation, whom a measure or a notice is for
publishes    consequence.recorded, measure.published, measure.withdrawn, measure.matched, entitlement.closed,
             claim.advanced, quota.advanced, right.advanced, voucher.settled, notice.published, notice.matched,
             notice.withdrawn
listens to   enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, acting.changed, officer.changed of the registry;
             loan.disbursed, loan.interest_paid, loan.repaid, listing.completed of finance;
             message.delivered, message.read, message.sent, provider.listed of notifications
"""
