import { readFileSync } from 'node:fs';
import { demoFile, unpackSnapshot } from '../../local/demo/snapshot.ts';
import { type Fact, parseFact, readFacts } from '../../shared/facts/index.ts';
import { keys } from '../../shared/platform/keys.ts';
import { reports } from '../../shared/reports/index.ts';
import { memoryTable } from '../../test/support/memory-table.ts';
import { tableOf, wishFor } from '../../test/support/reports.ts';
import type { Finding, Report, Subject } from '../subject.ts';
import { percentile } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';

const endMs = Date.parse('2026-11-27T08:31:00+07:00');
const rounds = 7;
const goals = [
  { people: 10_000, units: 500 },
  { people: 100_000, units: 5_000 },
] as const;
const goalMs = 150;

/** What a report costs over the facts of people such as the demo company's: units to read them, CPU to unpack and to fold them. */
export const reportsSubject: Subject = { name: 'reports', title: 'reports over 10,000 and 100,000 people', run };

type Packed = ReturnType<typeof unpackSnapshot>['items'];

async function run(): Promise<Report> {
  const { items } = unpackSnapshot(readFileSync(demoFile), endMs);
  const packed = items.filter(({ pk, f }) => String(pk).startsWith(keys.factsPrefix) && f !== undefined);
  const findings: Finding[] = [];
  for (const { people, units } of goals) {
    const used = await unitsOf(packed, people);
    findings.push({
      goal: '–',
      what: `RRU of a report over ${people} people`,
      measured: figure(used),
      limit: `≤ ${units}`,
      isMet: used <= units,
    });
  }
  const [unpackMs, folds] = cpuOf(packed, goals[0].people);
  const [slowest] = folds.toSorted(([, one], [, other]) => other - one);
  const worstMs = unpackMs + (slowest?.[1] ?? 0);
  findings.push({
    goal: '–',
    what: `CPU ms to unpack and fold 10,000 people, the slowest report (${slowest?.[0]})`,
    measured: figure(worstMs),
    limit: `≤ ${goalMs}`,
    isMet: worstMs <= goalMs,
  });
  const rows = folds.map(([name, foldMs]) => [name, figure(unpackMs), figure(foldMs), figure(unpackMs + foldMs)]);
  return { findings, details: [table(['report', 'unpack ms', 'fold ms', 'both'], rows)] };
}

async function unitsOf(packed: Packed, people: number): Promise<number> {
  const stored = memoryTable();
  const shards = keys.factPartitions('2026-11');
  for (let place = 0; place < people; place += 1) {
    const fact = packed[place % packed.length] ?? {};
    const sk = `${String(fact.sk).slice(0, -6)}${String(place).padStart(6, '0')}`;
    stored.seed({ ...fact, pk: shards[place % shards.length] ?? '', sk });
  }
  const before = stored.used.read;
  for await (const { unread } of readFacts(['2026-11'], { table: stored })) if (unread > 0) throw new Error('a fact cannot be read');
  return stored.used.read - before;
}

/** Medians of the CPU time to unpack, and to fold for each report, by its first rows. */
function cpuOf(packed: Packed, people: number): [unpackMs: number, folds: [name: string, ms: number][]] {
  const many = Array.from({ length: people }, (_, place) => packed[place % packed.length]?.f);
  const unpacking: number[] = [];
  const folding = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    let facts: Fact[] = [];
    unpacking.push(cpuMsOf(() => (facts = many.flatMap((f, place) => parseFact(`L${place}`, f) ?? []))));
    for (const { name } of reports) {
      const wish = wishFor(name, { from: '2025-11-01', to: '2026-12-01', now: endMs });
      folding.set(name, [...(folding.get(name) ?? []), cpuMsOf(() => tableOf(wish, facts))]);
    }
  }
  return [percentile(unpacking, 50), [...folding].map(([name, all]) => [name, percentile(all, 50)])];
}

function cpuMsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
