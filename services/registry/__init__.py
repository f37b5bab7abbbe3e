"""Registry (梯度培育登记): who an enterprise is and which titles it holds. The source of truth for tiers.

owns         enterprises, their USCCs and profiles (what each source says, side by side), code lists, titles,
             changes of titles and their consequence records; mergers and ends of enterprises, duties of title holders,
             major changes, reports of misconduct; who acts for an enterprise, officers; applications with their history
             and objections, the quotas of the city; enterprise codes and their scans; verdicts with the rules that made
             them, self-assessment questionnaires, what monitoring found; targets of the city and its districts, land
             sold, parks, management diagnoses, service officers
offers       registration, by officers and by the enterprise itself, and what nobody confirmed of it yet; profiles
             filled in by the enterprise, officers and authorities; size classes; search by name;
             titles recorded, renewed, suspended, revoked and imported; tier on any date, as known at any instant;
             renames, new USCCs, mergers; duties opened daily; real-name reports;
             applications from draft through the desks and the notice to the title, a worklist, batches;
             the rulesets as a catalogue, verdicts with receipts, what if, self-assessment by a questionnaire that is
             left and resumed, the next step and its worth, monitoring;
             the enterprise code, shown by its owner and scanned by anybody; public reading, a summary for the app;
             the target board, the expiry cliff, coverage, parks, service officers; exports for spreadsheets
publishes    enterprise.registered, enterprise.updated, enterprise.merged, enterprise.deregistered, tier.changed,
             title.changed, duty.due, duty.done, application.advanced, acting.changed, officer.changed
listens to   consequence.recorded of benefits, finance and notifications
asks         benefits, what a tier would open, while somebody waits for the next step
"""
