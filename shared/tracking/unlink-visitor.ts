import { type Change, leadExists, readLead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { IdSource, LeadId, VisitorId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { putIdentity, readIdentity, undoneMark, type VisitorIdentity, withUndone } from './identity-store.ts';
import { othersConcerned, readNamedLeads, writeLinks } from './link-writes.ts';
import { changedLinks, type LinkChange } from './rules-links.ts';
import type { Identification } from './rules-segments.ts';
import { recounts } from './scores.ts';
import { releaseSessions } from './store.ts';

export interface UnlinkParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly score: Queue;
}

/**
 * Undoes the link of a visitor with a lead, as if the lead had never been identified there: the history is whose it would have been
 * otherwise. Nothing was copied, so nothing else is to be taken back; events that come later follow. The lead's mails link the device
 * no more, because somebody knew better; a post of the lead's own does.
 * `leadId`: as the identity names the lead, also when it was merged since.
 * @throws NotFoundError when the two are not linked, e.g. because it was undone already.
 */
export async function unlinkVisitor(
  leadId: LeadId,
  visitorId: VisitorId,
  cause: Pick<Change, 'actor' | 'correlationId' | 'causationId'>,
  parts: UnlinkParts,
): Promise<void> {
  const { table, score } = parts;
  // A post on the same device may be quicker.
  const { links, remaining, at } = await untilWritten(() => unlinkOnce(leadId, visitorId, cause, parts));
  await score.sendAll(links.flatMap(({ after }) => recounts(after.leadId)));
  if (remaining.every((one) => one.leadId === null)) await releaseSessions(table, visitorId, at);
}

async function unlinkOnce(
  leadId: LeadId,
  visitorId: VisitorId,
  cause: Pick<Change, 'actor' | 'correlationId' | 'causationId'>,
  { table, clock, ids, score }: UnlinkParts,
): Promise<{ links: readonly LinkChange[]; remaining: readonly Identification[]; at: Date }> {
  const [before, lead] = await Promise.all([readIdentity(table, visitorId), readLead(table, leadId, { consistent: true })]);
  const remaining = before.identifications.filter((one) => one.leadId !== leadId);
  if (!lead || remaining.length === before.identifications.length) {
    // The call that undid it may have ended before its scores were asked for.
    if (before.undone.includes(undoneMark(leadId, visitorId))) await score.sendAll(leadsOf(before, leadId).flatMap(recounts));
    throw new NotFoundError('no such link');
  }
  const links = changedLinks(visitorId, before.identifications, remaining);
  const at = clock();
  const change: Change = { ...cause, leadId: lead.leadId, leadVersion: lead.version, at };
  const others = await readNamedLeads(table, othersConcerned(links, leadId));
  await table.transact([
    leadExists(lead.leadId),
    putIdentity(before, remaining, { undone: withUndone(before.undone, undoneMark(leadId, visitorId)) }),
    ...writeLinks(links, { named: leadId, change }, others, 'undone', ids),
  ]);
  return { links, remaining, at };
}

const leadsOf = ({ identifications }: VisitorIdentity, gone: LeadId): LeadId[] => [
  ...new Set([gone, ...identifications.flatMap(({ leadId }) => (leadId === null ? [] : [leadId]))]),
];
