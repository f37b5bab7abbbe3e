"""Finance (名单共享): what institutions see. The plan's article 11: 名单推送共享机制.

owns         the shared list and its changes; institutions with their keys, grants, quotas and use, their webhook
             endpoints and what was told to them; consents with every query made under them; products; applications for
             financing with every step; loans as institutions report them; the road of enterprises to a listing
offers       the list on any date, signed; its changes in a dense sequence, asked for or told by webhooks until they
             arrive; a digest that proves a copy; files; one firm or 5,000 by any USCC they ever had; tokens of
             institutions, what each may do and until when; what an enterprise consents to show, asked of the registry;
             products matched to an enterprise; one form to several institutions, their offers side by side; loans in
             batches of a thousand, told to benefits; who is a candidate for a listing, and how far; to officers
             figures of it all, and what waits at whose desk
publishes    consequence.recorded, consent.granted, consent.withdrawn, financing.advanced, loan.disbursed,
             loan.interest_paid, loan.repaid, listing.completed
listens to   enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, acting.changed, officer.changed of the registry
"""
