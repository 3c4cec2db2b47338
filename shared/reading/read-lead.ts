import type { LeadAction } from '../../api/actions.ts';
import type { SubmissionView } from '../../api/forms/submission-view.ts';
import type { DecisionListView } from '../../api/leads/decision-view.ts';
import type { TimelineQuery } from '../../api/leads/read-timeline.ts';
import type { TimelineView } from '../../api/leads/timeline-view.ts';
import { may, type Principal, scopeOf, seesContactDetails } from '../access/index.ts';
import { readSubmissionAndOutcome } from '../capture/index.ts';
import { type Lead, type Locale, readLead, readTimeline, type StoredEntry } from '../leads/index.ts';
import { subjectsOfCaller } from '../opportunities/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { NotFoundError } from '../platform/errors.ts';
import { LeadId, refOf, type SubmissionRef } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readDecisions } from '../routing/index.ts';
import { comparePlaces, type EventPlace, readLeadEvents } from '../tracking/index.ts';
import { entryView } from './entries.ts';
import { withForm } from './posts.ts';
import { type SeeEntries, seenBy, seenDecisions } from './seen-entries.ts';
import { decisionView, type Names, outcomeView, visitView, withoutQueries } from './views.ts';

/**
 * Finds a lead of which the caller has the right asked for. `missing`: what the route answers that is not there.
 * @throws NotFoundError when there is no such lead or the caller has no such right; the two look alike.
 */
export async function findLead(
  table: Table,
  principal: Principal,
  leadId: LeadId,
  action: LeadAction = 'lead.read',
  missing = 'lead',
): Promise<Lead> {
  const lead = await permittedLead(table, principal, leadId, action);
  if (!lead) throw new NotFoundError(`no such ${missing}`);
  return lead;
}

/** A right that goes with the owner is what owner and seats say now: who lost a lead a moment ago is not shown it by a read that lags. */
async function permittedLead(table: Table, principal: Principal, leadId: LeadId, action: LeadAction): Promise<Lead | undefined> {
  const lead = await readLead(table, leadId, { consistent: ['own', 'pool'].includes(scopeOf(principal, action)) });
  const subjects = await subjectsOfCaller(table, principal, lead ?? { leadId, owner: null, routing: null });
  return lead && may(principal, action, lead, subjects) ? lead : undefined;
}

/**
 * The lead's own entries and what its visitors did, merged at reading: newest first by time, then id. A cursor holds such a place,
 * so it is good for both kinds and survives what comes later.
 */
export async function timelineOf(
  table: Table,
  lead: Lead,
  principal: Principal,
  query: TimelineQuery,
  locale: Locale,
  names: Names,
  now: Date,
  cursors: Cursors,
): Promise<TimelineView> {
  const { limit, cursor, lang = locale } = query;
  const contact = seesContactDetails(principal);
  // In which language it is told moves no entry.
  const asked: Asked = { userId: principal.userId, route: `GET /v1/leads/${lead.leadId}/timeline`, query: {} };
  const from = cursor === undefined ? null : cursors.open(cursor, asked);
  const before = from ?? undefined;
  const [{ entries, hasMore: hasMoreEntries }, events] = await Promise.all([
    readEntries(table, lead.leadId, { limit, before, perRead: contact ? limit + 1 : entriesPerRead, see: seenBy(principal, lead, table) }),
    readLeadEvents(table, lead.leadId, { limit, before: from === null ? null : placeOf(from), now }),
  ]);
  const all = [
    ...entries.map((entry) => ({ at: entry.at, id: entry.place, view: entryView(entry, contact, lang, names) })),
    ...events.map((event) => ({ at: event.at, id: event.id, view: visitView(event, lang) })),
  ];
  const shown = all.sort((one, other) => comparePlaces(other, one)).slice(0, limit);
  const last = shown.at(-1);
  const hasMore = hasMoreEntries || events.length === limit || all.length > limit;
  return { items: shown.map(({ view }) => view), nextCursor: hasMore && last ? cursors.seal(`${last.at}#${last.id}`, asked) : null };
}

/** Of a history of which much may be hidden, a hundred entries a read: more than nearly every one has. */
const entriesPerRead = 100;

/**
 * The newest entries that may be shown, and whether there are more. Where some may not, it reads past them, and one further, so that
 * neither a short page nor a cursor tells that something was left out.
 */
async function readEntries(
  table: Table,
  leadId: LeadId,
  {
    limit,
    before,
    perRead,
    see,
  }: { readonly limit: number; readonly before: string | undefined; readonly perRead: number; readonly see: SeeEntries },
): Promise<{ entries: StoredEntry[]; hasMore: boolean }> {
  const seen: StoredEntry[] = [];
  for (let from = before; ; ) {
    const { entries, next } = await readTimeline(table, leadId, { limit: perRead, ...(from === undefined ? {} : { before: from }) });
    seen.push(...(await see(entries)));
    if (next === undefined || seen.length > limit) return { entries: seen.slice(0, limit), hasMore: seen.length > limit };
    from = next;
  }
}

function placeOf(place: string): EventPlace {
  const [at = '', id = ''] = place.split('#');
  return { at, id };
}

/** Of two teams that work with a person, each learns how its own need was given away. */
export async function decisionsOf(table: Table, lead: Lead, principal: Principal, names: Names): Promise<DecisionListView> {
  const decisions = await seenDecisions(await readDecisions(table, lead.leadId), principal, lead, table);
  return { items: decisions.map((decision) => decisionView(decision, lead, names)), nextCursor: null };
}

/** An id that no lead has: an id is made of letters and digits. */
const nobody = LeadId.parse('nobody');

/** What became of a submission. A rep or manager learns it of leads they may see; what is held back is for admins and marketers. */
export async function submissionOf(table: Table, principal: Principal, ref: SubmissionRef): Promise<SubmissionView> {
  const contact = seesContactDetails(principal);
  const { submission, outcome } = await readSubmissionAndOutcome(table, ref);
  if (scopeOf(principal, 'submission.read') !== 'all') {
    // Read whatever became of the post: who may not see it learns nothing from the time of the answer either.
    const lead = await permittedLead(table, principal, outcome?.kind === 'lead' ? outcome.leadId : nobody, 'submission.read');
    if (!lead) throw new NotFoundError('no such submission');
  }
  if (!submission) throw new NotFoundError('no such submission');
  return {
    ...withForm(refOf(submission)),
    receivedAt: submission.receivedAt,
    status: outcome?.kind ?? 'accepted',
    outcome: outcome ? outcomeView(outcome, contact) : null,
    fields: contact ? submission.fields : null,
    consent: submission.consent,
    context: contact ? submission.context : withoutQueries(submission.context),
  };
}
