"""Registry (梯度培育登记): who an enterprise is and which titles it holds. The source of truth for tiers.

owns         enterprises, their USCCs and profiles (what each source says, side by side), code lists, titles,
             changes of titles and their consequence records; applications with their history and objections,
             the quotas of the city; enterprise codes and their scans; targets of the city and its districts, land
             sold, parks, management diagnoses, service officers
offers       registration; profiles filled in by the enterprise, officers and authorities; size classes;
             titles recorded, renewed, revoked and imported; tier on any date;
             applications from draft through the desks and the notice to the title, a worklist, batches;
             the enterprise code, shown by its owner and scanned by anybody;
             the target board, the expiry cliff, coverage, parks, service officers; exports for spreadsheets
publishes    enterprise.registered, enterprise.updated, tier.changed, title.changed
listens to   consequence.recorded of benefits, finance and notifications
"""
