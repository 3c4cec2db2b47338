import { z } from 'zod';
import { mayReadLead, type Principal, seesContactDetails } from '../access/index.ts';
import { readSubmissionAndOutcome } from '../capture/index.ts';
import { type Lead, Locale, readLead, readTimeline } from '../leads/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { LeadId, SubmissionRef } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readDecisions } from '../routing/index.ts';
import type { DecisionListView, SubmissionView, TimelineView } from './schemas.ts';
import { decisionView, entryView, type Names, withoutQueries } from './views.ts';

/** @throws NotFoundError when there is no such lead or the caller may not see it; the two look alike. */
export async function findLead(table: Table, principal: Principal, leadId: LeadId): Promise<Lead> {
  const lead = await readLead(table, leadId);
  if (!lead || !mayReadLead(principal, lead)) throw new NotFoundError('no such lead');
  return lead;
}

export const TimelineQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z
    .string()
    .regex(/^[0-9A-Za-z:.#-]{1,100}$/)
    .optional(),
  lang: Locale.optional(),
});

export async function timelineOf(
  table: Table,
  lead: Lead,
  query: z.infer<typeof TimelineQuery>,
  locale: Locale,
  names: Names,
): Promise<TimelineView> {
  const before = query.cursor === undefined ? {} : { before: `${keys.timelinePrefix}${query.cursor}` };
  const { entries, next } = await readTimeline(table, lead.leadId, { limit: query.limit, ...before });
  return {
    items: entries.map((entry) => entryView(entry, query.lang ?? locale, names)),
    nextCursor: next === undefined ? null : next.slice(keys.timelinePrefix.length),
  };
}

export async function decisionsOf(table: Table, lead: Lead, names: Names): Promise<DecisionListView> {
  const decisions = await readDecisions(table, lead.leadId);
  return { items: decisions.map((decision) => decisionView(decision, lead, names)), nextCursor: null };
}

/** What became of a submission. A rep or manager learns it of leads they may see; what is held back is for admins and marketers. */
export async function submissionOf(table: Table, principal: Principal, ref: SubmissionRef): Promise<SubmissionView> {
  const contact = seesContactDetails(principal);
  const { submission, outcome } = await readSubmissionAndOutcome(table, ref);
  if (!submission) throw new NotFoundError('no such submission');
  const lead = outcome?.kind === 'lead' ? await readLead(table, outcome.leadId) : undefined;
  const all = principal.role === 'admin' || principal.role === 'marketer';
  if (!all && !(lead && mayReadLead(principal, lead))) throw new NotFoundError('no such submission');
  return {
    formId: submission.formId,
    submissionId: submission.submissionId,
    receivedAt: submission.receivedAt,
    status: outcome?.kind ?? 'accepted',
    outcome: outcome ?? null,
    fields: contact ? submission.fields : null,
    consent: submission.consent,
    context: contact ? submission.context : withoutQueries(submission.context),
  };
}
