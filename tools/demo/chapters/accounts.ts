import { admin, type Company } from '../company.ts';
import { firms } from '../firms.ts';
import { dayMs, workingMomentFrom } from '../seasons.ts';

/** How many firms the company names before anybody of them comes, and of how many somebody is the one to ask. */
const named = 3;
const owned = 2;
const keyAccountRep = 'rep-lan';

/** What two colleagues call one firm, each in their way, and what is made of it; the last pairs are left for whoever looks at the demo. */
const namedTwice = [
  { names: ['Công ty TNHH Gốm Bát Tràng Xưa', 'Gốm Bát Tràng Xưa'], end: 'merged' },
  { names: ['Công ty Cổ phần Lụa Hà Đông', 'Lụa Hà Đông'], end: 'parted' },
  { names: ['Công ty TNHH Sơn Mài Tương Bình', 'Sơn Mài Tương Bình'], end: 'dropped' },
  { names: ['Công ty TNHH Chè Tân Cương', 'Chè Tân Cương'], end: 'left' },
  { names: ['Công ty Cổ phần Muối Sa Huỳnh', 'Muối Sa Huỳnh'], end: 'left' },
] as const;

/**
 * The company names the firms that it wants to win; the others become known by their people. Of some of them one rep is the one to ask. Some firms are named twice, and put together by somebody.
 */
export function accounts(company: Company): void {
  const { agenda, span } = company;
  for (const [index, { names, end }] of namedTwice.entries()) {
    const day = Math.floor((span.endMs - span.startMs) / dayMs / (index + 2));
    agenda.at(workingMomentFrom(span.startMs + day * dayMs, company.dice.for(`twice ${index}`)), () => nameTwice(company, names, end));
  }
  const [won] = firms;
  if (won) agenda.at(workingMomentFrom(span.startMs + 3 * dayMs, company.dice.for('branch')), () => mergeBranch(company, won.name));
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

async function make(company: Company, name: string): Promise<string | undefined> {
  const made = await company.ask({ user: admin, route: 'POST /v1/companies', body: { name } });
  return made === undefined ? undefined : String(made.companyId);
}

async function nameTwice(company: Company, names: readonly string[], end: (typeof namedTwice)[number]['end']): Promise<void> {
  const [companyId, otherCompanyId] = [await make(company, names[0] ?? ''), await make(company, names[1] ?? '')];
  if (companyId === undefined || otherCompanyId === undefined || end === 'left') return;
  await company.ask({ user: admin, route: 'GET /v1/company-merge-candidates', query: { limit: '100' } });
  const asked = { user: admin, path: { companyId }, body: { otherCompanyId } };
  if (end === 'dropped') {
    await company.ask({ ...asked, route: 'POST /v1/companies/{companyId}/merge/drop' });
    return;
  }
  await company.ask({ ...asked, route: 'POST /v1/companies/{companyId}/merge', body: { otherCompanyId, preview: true } });
  await company.ask({ ...asked, route: 'POST /v1/companies/{companyId}/merge' });
  if (end === 'parted')
    company.agenda.at(company.agenda.nowMs + 2 * dayMs, () =>
      company.ask({ ...asked, route: 'POST /v1/companies/{companyId}/merge/undo' }),
    );
}

/** A firm with people gets what somebody had named as one of its own. */
async function mergeBranch(company: Company, name: string): Promise<void> {
  const found = await company.ask({ user: admin, route: 'GET /v1/companies', query: { limit: '100' } });
  const items = (found?.items ?? []) as readonly { readonly companyId: string; readonly name: string | null }[];
  const companyId = items.find((one) => one.name === name)?.companyId;
  const otherCompanyId = await make(company, `${name} miền Nam`);
  if (companyId === undefined || otherCompanyId === undefined) return;
  await company.ask({ user: admin, route: 'POST /v1/companies/{companyId}/merge', path: { companyId }, body: { otherCompanyId } });
}
