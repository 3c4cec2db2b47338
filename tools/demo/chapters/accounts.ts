import { admin, type Company } from '../company.ts';
import { firms } from '../firms.ts';
import { dayMs, workingMomentFrom } from '../seasons.ts';

/** How many firms the company names before anybody of them comes, and of how many somebody is the one to ask. */
const named = 3;
const owned = 2;
const keyAccountRep = 'rep-lan';

/** The company names the firms that it wants to win; the others become known by their people. Of some of them one rep is the one to ask. */
export function accounts(company: Company): void {
  const { agenda, span } = company;
  for (const [index, { name, taxCode, domain }] of firms.slice(0, named).entries()) {
    agenda.at(workingMomentFrom(span.startMs + index * 600_000, company.dice.for('accounts')), async () => {
      const body = { name, taxCode, domains: [domain] };
      const made = await company.ask({ user: admin, route: 'POST /v1/companies', body });
      if (made === undefined || index >= owned) return;
      const path = { companyId: String(made.companyId) };
      agenda.at(workingMomentFrom(agenda.nowMs + dayMs, company.dice.for('owner')), () =>
        company.ask({ user: admin, route: 'PATCH /v1/companies/{companyId}', path, body: { ownerRepId: keyAccountRep } }),
      );
    });
  }
}
