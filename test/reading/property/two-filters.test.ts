import { describe, expect, it } from '@jest/globals';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import { may, type Principal } from '../../../shared/access/index.ts';
import { activityAt } from '../../../shared/cards/index.ts';
import { kindOf, putEmailGuard } from '../../../shared/identity/index.ts';
import { isWaiting, type Lead } from '../../../shared/leads/index.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { wordsFit, wordsOf } from '../../../shared/search/index.ts';
import { digests } from '../../support/digests.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { activeOf, listedItems, manyLeads } from '../../support/many-leads.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { full, report, runs, seed } from '../../support/seeded.ts';

const principals: readonly Principal[] = [
  { role: 'admin', userId: 'admin' },
  { role: 'manager', userId: 'manager', regions: ['south', '01'] },
  { role: 'leader', userId: 'leader', pools: [PoolId.parse('south')] },
  { role: 'rep', userId: 'lan', repId: RepId.parse('rep-lan') },
];

const leads = manyLeads(runs(200, 3_000), seed);
const some = leads.find(({ email }) => email !== null) as Lead;
const words = (text: string) => wordsOf(text).map(({ folded }) => folded);

/** Every filter, with what it asks for, and whether a lead is that. */
const filters: Readonly<Record<string, readonly [value: string, fits: (lead: Lead) => boolean]>> = {
  email: [some.email ?? 'nobody@example.com', ({ email }) => email === (some.email ?? 'nobody@example.com')],
  phone: ['02430000000', ({ phone, extraPhones }) => [phone, ...extraPhones].some((one) => one?.e164 === '+842430000000')],
  q: ['minh', ({ fullName }) => wordsFit(['minh'], words(fullName ?? ''))],
  owner: ['rep-lan', ({ owner }) => owner?.repId === 'rep-lan'],
  waiting: ['true', isWaiting],
  state: ['owned', ({ routing }) => routing?.state === 'owned'],
  region: ['79', ({ region }) => region.provinceCode === '79'],
  product: ['product-0', ({ products }) => products.includes('product-0')],
  campaign: ['campaign-1', ({ source }) => source.first.utm.campaign === 'campaign-1'],
  source: ['facebook', ({ source }) => source.first.utm.source === 'facebook'],
  tag: ['tag-0', ({ tags }) => tags.includes('tag-0')],
  kind: ['b2b', (lead) => kindOf(lead) === 'b2b'],
  stage: ['sql', ({ stage }) => stage === 'sql'],
  status: ['retired', ({ status }) => status === 'retired'],
  temperature: ['hot', ({ evidence }) => evidence.temperature === 'hot'],
  createdFrom: ['2026-06-01T00:00:00Z', ({ createdAt }) => createdAt >= '2026-06-01'],
  createdTo: ['2026-08-01T00:00:00Z', ({ createdAt }) => Date.parse(createdAt) <= Date.parse('2026-08-01T00:00:00Z')],
  activeFrom: ['2026-06-10T00:00:00Z', (lead) => activeOf(lead) >= activityAt('2026-06-10T00:00:00.000Z')],
  activeTo: ['2026-07-20T00:00:00Z', (lead) => activeOf(lead) <= activityAt('2026-07-20T00:00:00.000Z')],
  sort: ['activity', () => true],
};
/** What else somebody may type where a name is typed. */
const typed: Readonly<Record<string, (lead: Lead) => boolean>> = {
  'nguyễn văn': ({ fullName }) => wordsFit(['nguyen', 'van'], words(fullName ?? '')),
  '0007': ({ phone, extraPhones }) => [phone, ...extraPhones].some((one) => one?.e164?.endsWith('0007') === true),
  'khach.1@': ({ email }) => email?.startsWith('khach.1@') ?? false,
};

const table = memoryTable();
for (const lead of leads) table.seed(...listedItems(lead));
const guard = putEmailGuard(digests.email(some.email ?? ''), some.leadId);
if ('Put' in guard && guard.Put.Item) table.seed(guard.Put.Item);
const parts = listPartsOf(table);
const names = Object.keys(filters);
/** All of them in `npm run proof`, a quarter in each short run, another one with each seed. */
const pairs = names
  .flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const))
  .filter((_, index) => full || index % 4 === Math.abs(seed) % 4);

function expected(principal: Principal, asked: Readonly<Record<string, string>>, fits: readonly ((lead: Lead) => boolean)[]): string[] {
  const isNamed = 'email' in asked || 'phone' in asked;
  const place = (lead: Lead) => `${asked.sort === 'activity' ? activeOf(lead) : lead.createdAt}#${lead.leadId}`;
  const oldestFirst = asked.waiting !== undefined;
  return leads
    .filter((lead) => may(principal, 'lead.read', lead, []))
    .filter((lead) => asked.status !== undefined || isNamed || lead.status !== 'retired')
    .filter((lead) => fits.every((isThat) => isThat(lead)))
    .sort((one, other) => (place(one) < place(other) === oldestFirst ? -1 : 1))
    .map(({ leadId }) => leadId);
}

async function listed(principal: Principal, asked: Readonly<Record<string, string>>): Promise<string[]> {
  const given: string[] = [];
  let cursor: string | null = null;
  do {
    const query = ListLeadsQuery.parse({ ...asked, limit: '100', ...(cursor === null ? {} : { cursor }) });
    const page = await listLeads(parts, principal, query);
    given.push(...page.leads.map(({ leadId }) => leadId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return given;
}

describe.each(principals.map((principal) => [principal.role, principal] as const))('a list of a %s', (_role, principal) => {
  it('has by every two filters exactly those leads that both fit, in its order', async () => {
    let answers = 0;
    for (const [one, other] of pairs) {
      const asked = { [one]: filters[one]?.[0] ?? '', [other]: filters[other]?.[0] ?? '' };
      // There is one order of those that wait, and their places are those of assignments, which nobody seeded here.
      if ('waiting' in asked) continue;
      const fits = [filters[one]?.[1] ?? (() => false), filters[other]?.[1] ?? (() => false)];
      const given = await listed(principal, asked);
      expect([asked, given]).toEqual([asked, expected(principal, asked, fits)]);
      answers += given.length;
    }
    report(`two filters of a ${principal.role}: ${pairs.length} pairs over ${leads.length} leads, ${answers} leads listed, seed ${seed}`);
  });

  it.each(Object.keys(typed))('has by %s and every other filter those whom both fit', async (q) => {
    for (const [name, [value, fit]] of Object.entries(filters)) {
      if (name === 'q' || name === 'waiting') continue;
      const asked = { q, [name]: value };
      expect([asked, await listed(principal, asked)]).toEqual([asked, expected(principal, asked, [fit, typed[q] ?? (() => false)])]);
    }
  });
});
