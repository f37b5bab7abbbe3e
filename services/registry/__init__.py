"""Registry (梯度培育登记): who an enterprise is and which titles it holds. The source of truth for tiers.

owns         enterprises, their USCCs and annual figures, titles, changes of titles and their consequence records;
             applications with their history and objections, the quotas of the city; enterprise codes and their scans;
             who acts for an enterprise, invitations, officers
offers       registration, figures, titles recorded, renewed, revoked and imported; tier on any date;
             applications from draft through the desks and the notice to the title, a worklist, batches;
             the enterprise code, shown by its owner and scanned by anybody;
             people invited, given roles and removed, a person's own view and tokens; officers appointed and dismissed
publishes    enterprise.registered, enterprise.updated, tier.changed, title.changed, acting.changed, officer.changed
listens to   consequence.recorded of benefits, finance and notifications
"""
