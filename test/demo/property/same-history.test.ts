import { expect, it } from '@jest/globals';
import { packSnapshot, type Snapshot, unpackSnapshot } from '../../../local/demo/snapshot.ts';
import { chapters } from '../../../tools/demo/chapters.ts';
import { begin, live } from '../../../tools/demo/company.ts';
import { snapshotOf } from '../../../tools/demo/snapshot-of.ts';

const dayMs = 86_400_000;
// Two spans of one month without holidays, two weeks apart: each day of one is the same day of a week in the other, and as much is asked.
const endMs = Date.parse('2026-07-15T08:30:00+07:00');
const later = 14;
// In which minute of a morning a mail comes that waited for it hangs on a digest of its day; with this seed it decides about nothing.
const span = { seed: 3, startMs: endMs - 13 * dayMs, endMs, leads: 14 };

/** Digests of moments, and ids that are made of them, are others at another time. An event of a form moves with the history, so that it is always to come. */
const withoutDigests = (item: object) =>
  JSON.stringify(item).replaceAll(
    new RegExp(
      [
        '(?=[A-Z0-9_-]*[a-z])[A-Za-z0-9_-]{27,}',
        '(?<=EVENTS#[^#"]+#)[A-Za-z0-9_-]{12}',
        // What was done with a mail, and from which network, by the id of the mail.
        '(?<="id":")[A-Za-z0-9_-]{16}(?=","action":)|(?<="network":")[A-Za-z0-9_-]{8}(?=")',
        '(?<="DUE#)\\d\\d',
        String.raw`(?<=\\"(?:starts|ends)At\\":\\")[^\\]+`,
      ].join('|'),
      'g',
    ),
    '*',
  );

it('moves a history to where it would have been lived later', async () => {
  const moved = { ...span, startMs: span.startMs + later * dayMs, endMs: span.endMs + later * dayMs };
  const packed = packSnapshot(snapshotOf(await live(span, chapters), span.endMs));
  const lived = snapshotOf(await live(moved, chapters), moved.endMs);

  const shifted = unpackSnapshot(packed, moved.endMs + 60_000);

  expectSame(shifted, lived);
});

it('goes on for the rest of the week by what was lived, so that every day has its own morning', async () => {
  const company = begin(span, chapters);
  const mornings = [-2, -1, 0].map((day) => span.endMs + day * dayMs);
  const lived: Snapshot[] = [];
  for (const morning of mornings) {
    await company.agenda.runUntil(morning);
    lived.push(snapshotOf(company, morning));
  }
  const [first, ...others] = lived;
  if (!first) throw new Error('no morning');
  const packed = packSnapshot(first, ...others);

  for (const [day, morning] of mornings.entries()) {
    const weeksLater = unpackSnapshot(packed, morning + later * dayMs + 60_000);
    expectSame(unpackSnapshot(packed, morning + 60_000), lived[day]);
    expect(weeksLater.endMs).toBe(morning + later * dayMs);
    expect(weeksLater.items.length).toBe(lived[day]?.items.length);
  }
  // The history has no fourth morning: the third one is moved.
  expect(unpackSnapshot(packed, span.endMs + dayMs + 60_000).endMs).toBe(span.endMs + dayMs);
});

function expectSame(snapshot: Snapshot, lived: Snapshot | undefined): void {
  expect(snapshot.endMs).toBe(lived?.endMs);
  const [one, other] = [snapshot.items, lived?.items ?? []].map((items) => new Set(items.map(withoutDigests)));
  // The first three alone: a whole history would be thousands of lines.
  expect([...(one ?? [])].filter((item) => !other?.has(item)).slice(0, 3)).toEqual([]);
  expect(snapshot.items.length).toBe(lived?.items.length);
}
