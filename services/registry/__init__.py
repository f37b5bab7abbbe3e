"""Registry (梯度培育登记): who an enterprise is and which titles it holds. The source of truth for tiers.

owns         enterprises, their USCCs and annual figures, titles, changes of titles and their consequence records;
             mergers and ends of enterprises, duties of title holders, major changes, reports of misconduct;
             applications with their history and objections, the quotas of the city; enterprise codes and their scans
offers       registration, figures, titles recorded, renewed, suspended, revoked and imported; tier on any date,
             as known at any instant; renames, new USCCs, mergers; duties opened daily; real-name reports;
             applications from draft through the desks and the notice to the title, a worklist, batches;
             the enterprise code, shown by its owner and scanned by anybody
publishes    enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, duty.due, acting.changed, officer.changed
listens to   consequence.recorded of benefits, finance and notifications
"""
