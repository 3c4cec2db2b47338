import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { demoFile, packSnapshot, type Snapshot, unpackSnapshot } from '../local/demo/snapshot.ts';
import { chapters } from './demo/chapters.ts';
import { begin, type Span } from './demo/company.ts';
import { withFactsAnew } from './demo/project-snapshots.ts';
import { dayMs } from './demo/seasons.ts';
import { snapshotOf } from './demo/snapshot-of.ts';

/** Half past eight of a Friday: the day's work lies ahead. Six more mornings follow, so that each day of a week has its own. */
const firstMs = Date.parse('2026-11-27T08:30:00+07:00');
const mornings = Array.from({ length: 7 }, (_, day) => firstMs + day * dayMs);
const endMs = mornings.at(-1) ?? firstMs;
const { values } = parseArgs({
  options: {
    leads: { type: 'string', default: '1800' },
    // Facts are made anew of the history that was lived; all else stays.
    project: { type: 'boolean', default: false },
  },
});
const year: Span = { seed: 11, startMs: firstMs - 365 * dayMs, endMs, leads: Number(values.leads) };

const [first, ...later] = values.project ? await projectedAnew() : await lived();
if (!first) throw new Error('a history has a morning at least');
writeFileSync(demoFile, packSnapshot(first, ...later));
console.log(`${first.items.length} items on the first of ${mornings.length} mornings, ${Math.ceil(statSync(demoFile).size / 1_024)} KB`);

async function lived(): Promise<Snapshot[]> {
  const company = begin(year, chapters);
  const snapshots: Snapshot[] = [];
  for (const morning of mornings) {
    await company.agenda.runUntil(morning);
    snapshots.push(snapshotOf(company, morning));
  }
  for (const [what, times] of company.refused) console.log(`refused ${times} times: ${what}`);
  return snapshots;
}

async function projectedAnew(): Promise<Snapshot[]> {
  const packed = readFileSync(demoFile);
  const snapshots: Snapshot[] = [];
  // A minute later, because a snapshot is opened as it stood at the last such time of day.
  for (const morning of mornings) snapshots.push(await withFactsAnew(unpackSnapshot(packed, morning + 60_000)));
  return snapshots;
}
