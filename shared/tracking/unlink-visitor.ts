import { visitorUnlinked } from '../../events/index.ts';
import { type Change, putTimelineEntry, readLead, timelineEntry } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { IdSource, LeadId, VisitorId } from '../platform/ids.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { deleteLink, putIdentity, putLink, readIdentity } from './identity-store.ts';
import { changedLinks } from './rules-links.ts';
import { putSession, readSessions, sessionExpiry } from './store.ts';

const maxRounds = 5;

export interface UnlinkParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/**
 * Undoes the link of a visitor with a lead, as if the lead had never been identified there: the history is whose it would have been
 * otherwise. Nothing was copied, so nothing else is to be taken back; events that come later follow.
 * @throws NotFoundError when the two are not linked, e.g. because it was undone already.
 */
export async function unlinkVisitor(
  leadId: LeadId,
  visitorId: VisitorId,
  cause: Pick<Change, 'actor' | 'correlationId' | 'causationId'>,
  { table, clock, ids }: UnlinkParts,
): Promise<void> {
  for (let round = 1; ; round += 1) {
    const [before, lead] = await Promise.all([readIdentity(table, visitorId), readLead(table, leadId, { consistent: true })]);
    const remaining = before.identifications.filter((one) => one.leadId !== leadId);
    if (!lead || remaining.length === before.identifications.length) throw new NotFoundError('no such link');
    const links = changedLinks(visitorId, before.identifications, remaining);
    const change: Change = { ...cause, leadId, leadVersion: lead.version, at: clock() };
    const writes = [
      putIdentity(before, remaining),
      ...links.map(({ after }) => (after.leadId === leadId ? deleteLink(after) : putLink(after))),
      putTimelineEntry(timelineEntry(visitorUnlinked, change, { visitorId }, ids)),
    ];
    try {
      await table.transact(writes);
    } catch (error) {
      // A post on the same device was quicker.
      if (!(error instanceof ConditionFailedError) || round >= maxRounds) throw error;
      continue;
    }
    if (remaining.every((one) => one.leadId === null)) await expireSessions(table, visitorId, change.at);
    return;
  }
}

/** Nobody's visits go with their details, as if they had never been linked. */
async function expireSessions(table: Table, visitorId: VisitorId, now: Date): Promise<void> {
  for (const session of await readSessions(table, visitorId, { now })) {
    const expiresAt = sessionExpiry(session.totals);
    try {
      await putSession(table, { ...session, version: session.version + 1, expiresAt });
    } catch (error) {
      // Beacons came in between: the visit goes on and keeps what it had; its next link or erasure finds it.
      if (!(error instanceof ConditionFailedError)) throw error;
    }
  }
}
