import type { ConfigReader } from '../config/index.ts';
import { type Change, leadExists, partitionsOf, readLead, type WholeLead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { IdSource, LeadId, VisitorId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { putIdentity, readIdentity, readLinks, undoneMark, withUndone } from './identity-store.ts';
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
  /** Says how long visits of nobody are kept. @default - as long as the product keeps them */
  readonly config?: ConfigReader;
}

/**
 * Undoes the link of a visitor with a lead, as if the lead had never been identified there: the history is whose it would have been
 * otherwise. Nothing was copied, so nothing else is to be taken back; events that come later follow. The lead's mails link the device
 * no more, because somebody knew better; a post of the lead's own does.
 * `leadId`: as the identity names the lead, also when it was merged since; or the lead that is left, who is taken off by all of their names.
 * `along`: writes for the same transaction.
 * @throws NotFoundError when the two are not linked, e.g. because it was undone already.
 */
export async function unlinkVisitor(
  leadId: LeadId,
  visitorId: VisitorId,
  cause: Pick<Change, 'actor' | 'correlationId' | 'causationId'>,
  parts: UnlinkParts,
  along: () => readonly WriteItem[] = () => [],
): Promise<void> {
  const { score } = parts;
  // A post on the same device may be quicker.
  const { links, remaining } = await untilWritten(() => unlinkOnce(leadId, visitorId, cause, parts, along));
  await score.sendAll(links.flatMap(({ after }) => recounts(after.leadId, visitorId)));
  if (remaining.every((one) => one.leadId === null)) await releaseSessions(parts, visitorId);
}

async function unlinkOnce(
  leadId: LeadId,
  visitorId: VisitorId,
  cause: Pick<Change, 'actor' | 'correlationId' | 'causationId'>,
  parts: UnlinkParts,
  along: () => readonly WriteItem[],
): Promise<{ links: readonly LinkChange[]; remaining: readonly Identification[] }> {
  const { table, clock, ids } = parts;
  const [before, lead] = await Promise.all([readIdentity(table, visitorId), readLead(table, leadId, { consistent: true })]);
  const names = lead?.leadId === leadId ? partitionsOf(lead) : [leadId];
  const remaining = before.identifications.filter((one) => one.leadId === null || !names.includes(one.leadId));
  const taken = names.filter((name) => before.identifications.some((one) => one.leadId === name));
  const [named] = taken;
  if (!lead || !named) {
    await finishUnlinking(leadId, visitorId, parts);
    throw new NotFoundError('no such link');
  }
  const links = changedLinks(visitorId, before.identifications, remaining);
  const at = clock();
  const change: Change = { ...cause, leadId: lead.leadId, leadVersion: lead.version, at };
  const others = await readNamedLeads(table, othersConcerned(links, named));
  // By all names, so that no mail links it again once a merge is undone either.
  const undone = [...taken, leadId].reduce((marks, name) => withUndone(marks, undoneMark(name, visitorId)), before.undone);
  await table.transact([
    leadExists(lead.leadId),
    putIdentity(before, remaining, { undone }),
    ...writeLinks(links, { named, change }, others, 'undone', ids),
    ...along(),
  ]);
  return { links, remaining };
}

/**
 * Does what follows from a link that was undone, as the device stands now: the call that undid it may have ended before. Nothing follows
 * where none was undone.
 */
export async function finishUnlinking(leadId: LeadId, visitorId: VisitorId, parts: UnlinkParts): Promise<void> {
  const { table, score } = parts;
  const { undone, identifications } = await readIdentity(table, visitorId);
  if (!undone.includes(undoneMark(leadId, visitorId))) return;
  const leadIds = identifications.flatMap((one) => (one.leadId === null ? [] : [one.leadId]));
  await score.sendAll([...new Set([leadId, ...leadIds])].flatMap((one) => recounts(one, visitorId)));
  if (leadIds.length === 0) await releaseSessions(parts, visitorId);
}

/**
 * Takes all devices off a lead whose person refuses to be followed, also those that are known by a name that the lead had before a merge. Safe
 * to repeat: one that is off already stays off.
 */
export async function unlinkVisitors(
  lead: WholeLead,
  cause: Pick<Change, 'actor' | 'correlationId' | 'causationId'>,
  parts: UnlinkParts,
): Promise<void> {
  for (const named of partitionsOf(lead)) {
    for (const { visitorId } of await readLinks(parts.table, named, { consistent: true })) {
      try {
        await unlinkVisitor(named, visitorId, cause, parts);
      } catch (error) {
        // Somebody else took it off.
        if (!(error instanceof NotFoundError)) throw error;
      }
    }
  }
}
