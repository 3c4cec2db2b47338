import { statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { demoFile, packSnapshot } from '../local/demo/snapshot.ts';
import { chapters } from './demo/chapters.ts';
import { live, type Span } from './demo/company.ts';
import { dayMs } from './demo/seasons.ts';
import { snapshotOf } from './demo/snapshot-of.ts';

/** Half past eight of a working morning: the day's work lies ahead. */
const endMs = Date.parse('2026-11-27T08:30:00+07:00');
const { values } = parseArgs({ options: { leads: { type: 'string', default: '2000' } } });
const year: Span = { seed: 11, startMs: endMs - 365 * dayMs, endMs, leads: Number(values.leads) };

const company = await live(year, chapters);
const snapshot = snapshotOf(company);
writeFileSync(demoFile, packSnapshot(snapshot));
for (const [what, times] of company.refused) console.log(`refused ${times} times: ${what}`);
console.log(`${snapshot.items.length} items, ${Math.ceil(statSync(demoFile).size / 1_024)} KB`);
