"""Finance (名单共享): what institutions see. The plan's article 11: 名单推送共享机制.

owns         the shared list and its changes, institutions, their webhook endpoints and what was told to them
offers       the list on any date, signed; its changes in a dense sequence; a digest that proves a copy; files; one firm
             or 5,000 by any USCC they ever had; webhooks: changes told in order, until they arrive
publishes    consequence.recorded
listens to   enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, acting.changed, officer.changed of the registry
"""
