import { z } from 'zod';
import { type LeadId, VisitorId } from '../platform/ids.ts';
import type { OutgoingMessage } from '../platform/queues.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { askFor, defineWork } from '../work/index.ts';
import { putPastVisits, readIdentity, readLink, type VisitorLink } from './identity-store.ts';
import { ownVisits } from './own-visits.ts';
import { linksOf } from './rules-links.ts';
import { mergePast, standingVisits } from './rules-past.ts';
import { deleteSession, readOlderSessions, type VisitSession } from './store.ts';

/** One transaction takes a hundred items: this many visits, and a sum for each lead that used the device. */
const visitsPerSlice = 40;

/**
 * Sums the older visits of a device, slice by slice: what they were of each lead goes into the sum of its link, and they themselves go, in
 * one transaction, so that each is counted once wherever it ends. Then the leads are counted anew.
 */
export const sumVisits = defineWork({
  kind: 'sumVisits',
  schema: z.object({ visitorId: VisitorId }),
  async run({ visitorId }, { table, clock, queues, log }) {
    const { summed, leadIds } = await untilWritten(() => sumSlice(table, visitorId, clock()));
    if (summed === 0) return;
    log.info('older visits of a device are summed', { visits: summed });
    // What is left behind a part of a slice are visits that go with their time.
    if (summed === visitsPerSlice) await queues.work.send(askFor(sumVisits, { visitorId }));
    else await queues.score.sendAll(leadIds.map((leadId) => ({ body: { v: 1, kind: 'recount', leadId } })));
  },
});

/** Returns the message that has the older visits of a device summed. */
export const askForSum = (visitorId: VisitorId): OutgoingMessage => askFor(sumVisits, { visitorId });

async function sumSlice(table: Table, visitorId: VisitorId, now: Date): Promise<{ summed: number; leadIds: readonly LeadId[] }> {
  const { identifications } = await readIdentity(table, visitorId);
  const leadIds = [...linksOf(visitorId, identifications).keys()];
  // Nobody's visits go with their time.
  if (leadIds.length === 0) return { summed: 0, leadIds };
  const older = await readOlderSessions(table, visitorId, { standing: standingVisits, limit: visitsPerSlice });
  if (older.length === 0) return { summed: 0, leadIds };
  const links = await Promise.all(leadIds.map((leadId) => readLink(table, leadId, visitorId)));
  const sums = await Promise.all(links.flatMap((link) => (link ? [sumOnto(table, link, older, now)] : [])));
  await table.transact([...sums.flat(), ...older.map(deleteSession)]);
  return { summed: older.length, leadIds };
}

async function sumOnto(table: Table, link: VisitorLink, sessions: readonly VisitSession[], now: Date): Promise<WriteItem[]> {
  const own = await ownVisits(table, link, sessions, now);
  const past = own.reduce((sum, { totals }) => mergePast(sum, { visits: 1, totals }), link.past ?? null);
  return past && own.length > 0 ? [putPastVisits(link, past)] : [];
}
