"""Finance (名单共享): what institutions see. The plan's article 11: 名单推送共享机制.

owns         the shared list and its changes, institutions, consents with every query made under them
offers       the list on any date, its changes in a dense sequence, one firm by any USCC it ever had; what an enterprise
             consents to show, asked of the registry
publishes    consequence.recorded, consent.granted, consent.withdrawn
listens to   enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, acting.changed, officer.changed of the registry
"""
