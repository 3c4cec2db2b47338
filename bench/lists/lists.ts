import { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import type { Principal } from '../../shared/access/index.ts';
import { PoolId, RepId } from '../../shared/platform/ids.ts';
import { listLeads, searchLeads, showFound, showLeads } from '../../shared/reading/index.ts';
import { listPartsOf } from '../../test/support/list-parts.ts';
import { listedItems, manyLeads } from '../../test/support/many-leads.ts';
import { type MemoryTable, memoryTable } from '../../test/support/memory-table.ts';
import type { Finding, Report, Subject } from '../subject.ts';
import { percentile } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';

/** The same company, and ten times as many leads. */
const sizes = [10_000, 100_000] as const;
const seed = 20261127;
const limits = { rare: 350, keystroke: 10 };

const admin: Principal = { role: 'admin', userId: 'admin' };
const manager: Principal = { role: 'manager', userId: 'manager', regions: ['south'] };
const leader: Principal = { role: 'leader', userId: 'leader', pools: [PoolId.parse('south')] };
const rep: Principal = { role: 'rep', userId: 'rep', repId: RepId.parse('rep-lan') };

/** What people ask most, and the rarest that they may ask. */
const lists: readonly (readonly [who: Principal, query: Readonly<Record<string, string>>])[] = [
  [admin, {}],
  [manager, {}],
  [leader, {}],
  [rep, {}],
  [admin, { region: '79' }],
  [admin, { owner: 'rep-lan' }],
  [manager, { temperature: 'hot', sort: 'activity' }],
  [manager, { stage: 'sql' }],
  [admin, { createdFrom: '2026-11-15T00:00:00Z' }],
  [admin, { q: '0007' }],
];
const rare: typeof lists = [
  [admin, { tag: 'tag-29', product: 'product-39' }],
  [admin, { kind: 'b2b', campaign: 'campaign-59', activeFrom: '2026-11-01T00:00:00Z' }],
  [admin, { q: 'nguyễn văn', product: 'product-39' }],
  [admin, { q: 'minh quốc', tag: 'tag-29' }],
  [leader, { tag: 'tag-29', product: 'product-39' }],
];
const typed = [
  'minh',
  'Hường',
  'nguyễn',
  'nguyễn văn',
  'nguyen thi h',
  'minh ng',
  'Trần Thị Trang',
  'bùi',
  '0007',
  '910000007',
  'khach.12@',
  'nobody at all',
];

/** What lists and search cost, whoever asks and however many leads there are (P14). */
export const listsSubject: Subject = { name: 'lists', title: 'lists and search among 10,000 and 100,000 leads', run };

async function run(): Promise<Report> {
  const measured = [];
  for (const size of sizes) measured.push(await measure(size));
  const [few, many] = measured;
  if (!few || !many) throw new Error('nothing was measured');
  const rows = (part: keyof Measured) =>
    [...many[part]].map(([what, { units, p50Ms, p99Ms }]) => [
      what,
      figure(few[part].get(what)?.units ?? Number.NaN),
      figure(units),
      figure(p50Ms),
      figure(p99Ms),
    ]);
  const header = ['what', 'RRU of 10,000', 'RRU of 100,000', 'p50 ms', 'p99 ms'];
  return {
    findings: [
      most('a request with a rare filter: RRU', many.rare, limits.rare),
      most('a keystroke of search: RRU', many.search, limits.keystroke),
    ],
    details: (['lists', 'rare', 'search'] as const).map(
      (part) => `${part}, CPU and waiting together, the table in memory\n\n${table(header, rows(part))}`,
    ),
  };
}

interface Cost {
  readonly units: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

type Costs = ReadonlyMap<string, Cost>;
interface Measured {
  readonly lists: Costs;
  readonly rare: Costs;
  readonly search: Costs;
}

async function measure(size: number): Promise<Measured> {
  const store = memoryTable();
  for (const lead of manyLeads(size, seed)) store.seed(...listedItems(lead));
  const parts = listPartsOf(store);
  const list = (who: Principal, query: Readonly<Record<string, string>>) => async () =>
    showLeads(await listLeads(parts, who, ListLeadsQuery.parse(query)), who, parts);
  const search = (who: Principal, text: string) => async () => showFound(await searchLeads(parts, who, text, 8), parts.config);
  const named = (asked: typeof lists) =>
    asked.map(([who, query]) => [`${who.role} ${new URLSearchParams(query).toString()}`, list(who, query)] as const);
  const keystrokes = [admin, manager, leader, rep].flatMap((who) =>
    typed.map((text) => [`${who.role} ${text}`, search(who, text)] as const),
  );
  return { lists: await costsOf(named(lists), store), rare: await costsOf(named(rare), store), search: await costsOf(keystrokes, store) };
}

const times = 7;

async function costsOf(asked: readonly (readonly [string, () => Promise<unknown>])[], store: MemoryTable): Promise<Costs> {
  const costs = new Map<string, Cost>();
  for (const [what, ask] of asked) {
    const waited: number[] = [];
    const before = store.used.read;
    for (let time = 0; time < times; time += 1) {
      const startedAt = performance.now();
      await ask();
      waited.push(performance.now() - startedAt);
    }
    costs.set(what, { units: (store.used.read - before) / times, p50Ms: percentile(waited, 50), p99Ms: percentile(waited, 99) });
  }
  return costs;
}

function most(what: string, costs: Costs, limit: number): Finding {
  const units = Math.max(...costs.values().map((cost) => cost.units));
  return { goal: 'P14', what, measured: figure(units), limit: `≤ ${limit}`, isMet: units <= limit };
}
