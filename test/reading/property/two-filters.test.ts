import { describe, expect, it } from '@jest/globals';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import { may, type Principal } from '../../../shared/access/index.ts';
import { activityAt } from '../../../shared/cards/index.ts';
import { kindOf, putEmailGuard } from '../../../shared/identity/index.ts';
import { isWaiting, type Lead } from '../../../shared/leads/index.ts';
import { InvalidInputError } from '../../../shared/platform/errors.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { wordsFit, wordsOf } from '../../../shared/search/index.ts';
import { digests } from '../../support/digests.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { activeOf, enteredAt, filledSegment, listedItems, manyLeads, waitingSince, withMerges } from '../../support/many-leads.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { full, report, runs, seed } from '../../support/seeded.ts';

const principals: readonly Principal[] = [
  { role: 'admin', userId: 'admin' },
  { role: 'manager', userId: 'manager', regions: ['south', '01'] },
  { role: 'leader', userId: 'leader', pools: [PoolId.parse('south')] },
  { role: 'rep', userId: 'lan', repId: RepId.parse('rep-lan') },
];

/** Some have answered what few are asked, some of them in their own words. */
const industries = ['ban-le', 'Ăn uống', 'an-uong'];
const leads = withMerges(
  manyLeads(runs(200, 100_000), seed).map(
    (lead, index): Lead => (index % 5 === 0 ? { ...lead, extra: { industry: industries[index % 3] ?? '' } } : lead),
  ),
);
const some = leads.find(({ email, mergedInto }) => email !== null && mergedInto === null) as Lead;
/** All of a person, also what came with records that are part of theirs. */
const namesOf = ({ fullName, otherNames = [] }: Lead) => [fullName, ...otherNames].map((name) => words(name ?? ''));
const addressesOf = ({ email, emails = [] }: Lead) => [email, ...emails];
const words = (text: string) => wordsOf(text).map(({ folded }) => folded);
const numbersOf = ({ phone, extraPhones }: Lead) => [phone, ...extraPhones].map((one) => one?.e164);

interface Asked {
  readonly name: keyof ListLeadsQuery;
  readonly value: string;
  /** Whether a lead is one of those asked for. */
  readonly fits: (lead: Lead) => boolean;
}

const ask = (name: Asked['name'], value: string, fits: Asked['fits']): Asked => ({ name, value, fits });

/** Every filter, with something that it may be asked. */
const filters: readonly Asked[] = [
  ask('email', some.email ?? '', ({ email }) => email === some.email),
  ask('phone', '02430000000', (lead) => numbersOf(lead).includes('+842430000000')),
  ask('q', 'minh', (lead) => namesOf(lead).some((name) => wordsFit(['minh'], name))),
  ask('q', 'nguyễn văn', (lead) => namesOf(lead).some((name) => wordsFit(['nguyen', 'van'], name))),
  ask('q', '0007', (lead) => numbersOf(lead).some((number) => number?.endsWith('0007') === true)),
  ask('q', 'khach.1@', (lead) => addressesOf(lead).some((address) => address?.startsWith('khach.1@'))),
  ask('owner', 'rep-lan', ({ owner }) => owner?.repId === 'rep-lan'),
  ask('waiting', 'true', isWaiting),
  ask('state', 'owned', ({ routing }) => routing?.state === 'owned'),
  ask('state', 'waiting', ({ routing }) => routing?.state === 'waiting'),
  ask('region', '79', ({ region }) => region.provinceCode === '79'),
  ask('region', 'north', ({ region }) => region.macroRegion === 'north'),
  ask('product', 'product-0', ({ products }) => products.includes('product-0')),
  ask('campaign', 'campaign-1', ({ source }) => source.first.utm.campaign === 'campaign-1'),
  ask('source', 'facebook', ({ source }) => source.first.utm.source === 'facebook'),
  ask('tag', 'tag-0', ({ tags }) => tags.includes('tag-0')),
  ask('field', 'industry:ban-le', ({ extra }) => extra.industry === 'ban-le'),
  ask('finding', 'phoneNotMobile', ({ phone }) => phone?.type === 'fixedLine'),
  ask('kind', 'b2b', (lead) => kindOf(lead) === 'b2b'),
  ask('segment', filledSegment, (lead) => enteredAt(lead) !== null),
  ask('stage', 'sql', ({ stage }) => stage === 'sql'),
  ask('status', 'retired', ({ status }) => status === 'retired'),
  ask('temperature', 'hot', ({ evidence }) => evidence.temperature === 'hot'),
  ask('createdFrom', '2026-06-01T00:00:00Z', ({ createdAt }) => createdAt >= '2026-06-01'),
  ask('createdTo', '2026-08-01T00:00:00Z', ({ createdAt }) => Date.parse(createdAt) <= Date.parse('2026-08-01T00:00:00Z')),
  ask('activeFrom', '2026-06-10T00:00:00Z', (lead) => activeOf(lead) >= activityAt('2026-06-10T00:00:00.000Z')),
  ask('activeTo', '2026-07-20T00:00:00Z', (lead) => activeOf(lead) <= activityAt('2026-07-20T00:00:00.000Z')),
  ask('sort', 'activity', () => true),
];
type Pair = readonly [Asked, Asked];
/** All of them in `npm run proof`, a third in each short run, another one with each seed. */
const pairs = filters
  .flatMap((one, index) => filters.slice(index + 1).map((other): Pair => [one, other]))
  .filter(([one, other]) => one.name !== other.name)
  .filter((_, index) => full || index % 3 === Math.abs(seed) % 3);

const table = memoryTable();
for (const lead of leads) table.seed(...listedItems(lead));
const guard = putEmailGuard(digests.email(some.email ?? ''), some.leadId);
if ('Put' in guard && guard.Put.Item) table.seed(guard.Put.Item);
const parts = listPartsOf(table);

/** What a filter says of every lead, worked out once: each stands in two dozen pairs. */
const marksOf = (isSo: (lead: Lead) => boolean): Uint8Array => Uint8Array.from(leads, (lead) => Number(isSo(lead)));
const marks = new Map(filters.map((filter) => [filter, marksOf(filter.fits)]));
const unretired = marksOf(({ status }) => status !== 'retired');
/** Who is part of another lead is listed as that one alone. */
const own = marksOf(({ mergedInto }) => mergedInto === null);

/** Places of leads in the order of a moment: with equal ones by their ids. */
function orderedBy(momentOf: (lead: Lead) => string | null, way: 'newestFirst' | 'oldestFirst' = 'newestFirst'): readonly number[] {
  const places = leads.map((lead) => `${momentOf(lead)}#${lead.leadId}`);
  const first = way === 'newestFirst' ? -1 : 1;
  return leads.map((_, index) => index).sort((one, other) => ((places[one] ?? '') < (places[other] ?? '') ? -first : first));
}
const orders = {
  created: orderedBy(({ createdAt }) => createdAt),
  activity: orderedBy(activeOf),
  entering: orderedBy(enteredAt),
  waiting: orderedBy(waitingSince, 'oldestFirst'),
};

function orderOf({ role }: Principal, asked: ReadonlyMap<string, string>): readonly number[] {
  const isNamed = ['email', 'phone', 'q'].some((name) => asked.has(name));
  const hasOwner = role === 'rep' || asked.has('owner');
  if (asked.has('waiting') && !hasOwner && !['email', 'phone'].some((name) => asked.has(name))) return orders.waiting;
  if (asked.has('sort')) return orders.activity;
  return asked.has('segment') && !hasOwner && !(isNamed && !asked.has('q')) ? orders.entering : orders.created;
}

/** The list by a plain filter over everything. */
function expected(principal: Principal, readable: Uint8Array, pair: Pair): string[] {
  const asked = new Map(pair.map(({ name, value }) => [name, value]));
  const [one, other] = pair.map((filter) => marks.get(filter));
  const isUsual = !['status', 'segment', 'email', 'phone'].some((name) => asked.has(name as keyof ListLeadsQuery));
  const isListed = (index: number) => own[index] && readable[index] && one?.[index] && other?.[index] && (!isUsual || unretired[index]);
  return orderOf(principal, asked).flatMap((index) => (isListed(index) ? (leads[index]?.leadId ?? []) : []));
}

async function listed(principal: Principal, pair: Pair): Promise<string[]> {
  const asked = Object.fromEntries(pair.map(({ name, value }) => [name, value]));
  const given: string[] = [];
  let cursor: string | null = null;
  do {
    const query = ListLeadsQuery.parse({ ...asked, limit: '100', ...(cursor === null ? {} : { cursor }) });
    const page = await listLeads(parts, principal, query);
    for (const { leadId } of page.leads) given.push(leadId);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return given;
}

/** Where two lists part, so that a fault is told by a line and not by a hundred thousand. */
function partingOf(given: readonly string[], wanted: readonly string[]) {
  const at = Array.from({ length: Math.max(given.length, wanted.length) }, (_, index) => index).find(
    (index) => given[index] !== wanted[index],
  );
  return at === undefined ? 'none' : { at, given: given[at], wanted: wanted[at], listed: given.length, fit: wanted.length };
}

describe.each(principals.map((principal) => [principal.role, principal] as const))('a list of a %s', (role, principal) => {
  const readable = marksOf((lead) => may(principal, 'lead.read', lead, []));

  it('has by every two filters exactly those leads that both fit, in its order', async () => {
    const partings: unknown[] = [];
    let answers = 0;
    for (const pair of pairs) {
      const names = pair.map(({ name, value }) => `${name}=${value}`).join('&');
      if (names.includes('waiting=true&sort=')) {
        await expect(listed(principal, pair)).rejects.toThrow(InvalidInputError);
        continue;
      }
      const wanted = expected(principal, readable, pair);
      const parting = partingOf(await listed(principal, pair), wanted);
      if (parting !== 'none') partings.push({ names, ...parting });
      answers += wanted.length;
    }
    expect(partings).toEqual([]);
    report(`two filters of a ${role}: ${pairs.length} pairs over ${leads.length} leads, ${answers} leads listed, seed ${seed}`);
  });
});
