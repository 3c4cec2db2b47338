import { type Actor, engagementRegraded } from '../../events/index.ts';
import { type Change, type Lead, putTimelineEntries, readLeadBeside, type TimelineEntry, timelineEntry } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { IdSource, LeadId, MailId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { MailEngagements } from './record.ts';
import { regradings } from './rules-mail.ts';
import { parseEngagements, putEngagements } from './store.ts';

/** What changing the engagements of a mail touches outside of itself. */
export interface ChangeParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly log: Log;
}

/** What was there and what is there now; the same object when nothing changed. */
export interface MailChange {
  readonly before: MailEngagements | undefined;
  readonly after: MailEngagements | undefined;
}

/**
 * Applies a rule to the engagements of a mail, on the condition that nobody changed them since they were read. One plain write; a
 * transaction with a timeline entry only where something counts no longer, or counts now.
 */
export async function changeMail(
  leadId: LeadId,
  mailId: MailId,
  rule: (before: MailEngagements | undefined, lead: Lead) => MailEngagements | undefined,
  cause: { readonly by: Actor; readonly causationId: string },
  parts: ChangeParts,
): Promise<MailChange> {
  const { before, after, entries } = await untilWritten(async () => {
    const stood = await readStanding(leadId, mailId, parts.table);
    const changed = stood.lead && rule(stood.before, stood.lead);
    // Erased, not to be watched, or nothing new.
    if (!stood.lead || !changed || changed === stood.before) return { ...stood, after: stood.before, entries: [] };
    const next = { ...changed, version: (stood.before?.version ?? 0) + 1 };
    const told = stood.before ? entriesOf(stood.lead, stood.before, next, cause, parts) : [];
    const write = putEngagements(stood.before ?? null, next);
    if (told.length > 0) await parts.table.transact([write, ...putTimelineEntries(told)]);
    else await parts.table.put(write.Put);
    return { before: stood.before, after: next, entries: told };
  });
  for (const { id, data } of entries)
    parts.log.info('engagements graded anew', { leadId, entryId: id, by: cause.by.id, ...fieldsOf(data) });
  return { before, after };
}

async function readStanding(
  leadId: LeadId,
  mailId: MailId,
  table: Table,
): Promise<{ lead: Lead | undefined; before: MailEngagements | undefined }> {
  // What was done with a mail stays with the mail, also when its lead was merged since.
  const stood = await readLeadBeside(table, leadId, () => [keys.engagements(leadId, mailId)], { consistent: true });
  const mail = stood?.items[0];
  return { lead: stood?.lead, before: mail && parseEngagements(mail) };
}

function entriesOf(
  lead: Lead,
  before: MailEngagements,
  after: MailEngagements,
  { by, causationId }: { readonly by: Actor; readonly causationId: string },
  { clock, ids }: ChangeParts,
): TimelineEntry[] {
  const { mailId } = after;
  const change: Change = { leadId: lead.leadId, leadVersion: lead.version, at: clock(), actor: by, correlationId: mailId, causationId };
  return regradings(before, after).map((regrading) =>
    timelineEntry(engagementRegraded, change, { mailId, ...regrading, engagementIds: [...regrading.engagementIds] }, ids),
  );
}

const fieldsOf = (data: TimelineEntry['data']) => engagementRegraded.write.parse(data);
