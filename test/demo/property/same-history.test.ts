import { expect, it } from '@jest/globals';
import { packSnapshot, unpackSnapshot } from '../../../local/demo/snapshot.ts';
import { chapters } from '../../../tools/demo/chapters.ts';
import { live } from '../../../tools/demo/company.ts';
import { snapshotOf } from '../../../tools/demo/snapshot-of.ts';

const dayMs = 86_400_000;
// Two spans of one month without holidays, two weeks apart: each day of one is the same day of a week in the other, and as much is asked.
const endMs = Date.parse('2026-07-15T08:30:00+07:00');
const later = 14;
const span = { seed: 5, startMs: endMs - 13 * dayMs, endMs, leads: 14 };

/** Digests of moments, and ids that are made of them, are others at another time. */
const withoutDigests = (item: object) =>
  JSON.stringify(item).replaceAll(/(?=[A-Z0-9_-]*[a-z])[A-Za-z0-9_-]{27,}|(?<=EVENTS#[^#"]+#)[A-Za-z0-9_-]{12}|(?<="DUE#)\d\d/g, '*');

it('moves a history to where it would have been lived later', async () => {
  const moved = { ...span, startMs: span.startMs + later * dayMs, endMs: span.endMs + later * dayMs };
  const packed = packSnapshot(snapshotOf(await live(span, chapters)));
  const lived = snapshotOf(await live(moved, chapters));

  const shifted = unpackSnapshot(packed, moved.endMs + 60_000);

  expect(shifted.endMs).toBe(lived.endMs);
  const [ofShifted, ofLived] = [shifted.items, lived.items].map((items) => new Set(items.map(withoutDigests)));
  // The first three alone: a whole history would be thousands of lines.
  expect([...(ofShifted ?? [])].filter((item) => !ofLived?.has(item)).slice(0, 3)).toEqual([]);
  expect(shifted.items.length).toBe(lived.items.length);
});
