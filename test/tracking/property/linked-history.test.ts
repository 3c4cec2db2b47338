import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LeadId } from '../../../shared/platform/ids.ts';
import { readBehaviour, readLeadEvents } from '../../../shared/tracking/index.ts';
import type { World } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { arrivals, arrivedIn } from '../../support/tracking/arrivals.ts';
import { addressOf, eventId, readingAt, worldAfter } from '../../support/tracking/device.ts';
import { type Act, histories, people } from '../../support/tracking/history.ts';

const numRuns = runs(40, 1_000);

/** The ids of the events that a lead's timeline would show, and what its record would add up. */
async function seenOf(world: World, person: LeadId) {
  const lead = world.leads().find(({ email }) => email === addressOf(person));
  if (!lead) return { events: [], visits: 0, clicks: 0 };
  const events = await readLeadEvents(world.table, lead.leadId, { limit: 500, before: null, now: readingAt });
  const behaviour = await readBehaviour(world.table, lead.leadId, readingAt);
  return { events: events.map(({ id }) => id).sort(), visits: behaviour?.visits ?? 0, clicks: behaviour?.totals.clicks ?? 0 };
}

function done(acts: readonly Act[], person: LeadId) {
  const own = acts.flatMap((act, index) => (act.person === person && !act.isPost ? [{ act, index }] : []));
  return {
    events: own.map(({ index }) => eventId(index)).sort(),
    visits: new Set(own.map(({ act }) => act.sessionId)).size,
    clicks: own.length,
  };
}

describe('the histories of two people who take turns on one browser', () => {
  it('each come to their own lead whole, in whatever order posts and beacons arrive, twice and at once, by a right clock or a wrong one', async () => {
    let [events, mixed, deliveries] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(histories, arrivals, async (acts, arrival) => {
        const arrived = arrivedIn(acts, arrival);
        const world = await worldAfter(arrived, arrival.atOnce);

        deliveries += arrived.length;
        for (const person of people) {
          const [seen, own] = [await seenOf(world, person), done(acts, person)];
          events += own.events.length;
          mixed += seen.events.filter((id) => !own.events.includes(id)).length;
          expect(seen).toEqual(own);
        }
      }),
      { numRuns, seed },
    );

    report(`linked history: ${numRuns} histories, ${deliveries} deliveries, ${events} events, ${mixed} of another (seed ${seed})`);
  });
});
