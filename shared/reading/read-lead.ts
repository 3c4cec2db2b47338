import type { LeadAction } from '../../api/actions.ts';
import type { SubmissionView } from '../../api/forms/submission-view.ts';
import type { DecisionListView, DecisionView } from '../../api/leads/decision-view.ts';
import { answerHider, may, type Principal, scopeOf, seesContactDetails } from '../access/index.ts';
import { readSubmissionAndOutcome } from '../capture/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { subjectsOfCaller } from '../opportunities/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type LeadId, leadSubject, refOf, type SubmissionRef } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type Decision, decisionsInForce, readAssignments, readDecisions } from '../routing/index.ts';
import { nobody } from './nobodies.ts';
import { withForm } from './posts.ts';
import { seenDecisions } from './seen-entries.ts';
import { decisionView, type Names, outcomeView, withoutQueries } from './views.ts';

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

/** A lead that was found, and what else the caller may do with it. */
export interface FoundLead {
  readonly lead: Lead;
  readonly may: (action: LeadAction) => boolean;
}

/** Finds a lead that the caller may read, with all their rights to it by one reading. @throws NotFoundError as `findLead` does */
export async function findLeadWithRights(table: Table, principal: Principal, leadId: LeadId): Promise<FoundLead> {
  const lead = await readLead(table, leadId, { consistent: principal.role === 'rep' || principal.role === 'leader' });
  const subjects = await subjectsOfCaller(table, principal, lead ?? { leadId, owner: null, routing: null });
  if (!lead || !may(principal, 'lead.read', lead, subjects)) throw new NotFoundError('no such lead');
  return { lead, may: (action) => may(principal, action, lead, subjects) };
}

/** A right that goes with the owner is what owner and seats say now: who lost a lead a moment ago is not shown it by a read that lags. */
async function permittedLead(table: Table, principal: Principal, leadId: LeadId, action: LeadAction): Promise<Lead | undefined> {
  const lead = await readLead(table, leadId, { consistent: ['own', 'pool'].includes(scopeOf(principal, action)) });
  const subjects = await subjectsOfCaller(table, principal, lead ?? { leadId, owner: null, routing: null });
  return lead && may(principal, action, lead, subjects) ? lead : undefined;
}

/** Of two teams that work with a person, each learns how its own need was given away. */
export async function decisionsOf(table: Table, lead: Lead, principal: Principal, names: Names): Promise<DecisionListView> {
  const decisions = await seenDecisions(await readDecisions(table, lead), principal, lead, table);
  const inForce = new Set(await standingBy(decisions, lead, table));
  return { items: decisions.map((decision) => decisionView(decision, lead, names, inForce.has(decision))), nextCursor: null };
}

/** The lead tells itself by which decision it has an owner; only what else was decided about is looked up. */
async function standingBy(decisions: readonly Decision[], lead: Lead, table: Table): Promise<Decision[]> {
  const asked = [...new Set(decisions.map(({ subject }) => subject))].filter((subject) => subject !== leadSubject || !lead.owner);
  const assignments = await readAssignments(
    table,
    asked.map((subject) => ({ leadId: lead.leadId, subject })),
  );
  return decisionsInForce(
    decisions,
    lead,
    assignments.filter((one) => one !== undefined),
  );
}

/**
 * Chooses the decision that says why somebody has a lead: the one by which the caller has it or a need of it, else the one by which its owner has it. Null where
 * it is nobody's by turn: then no decision says why.
 */
export function presentDecision({ items }: DecisionListView, principal: Principal): DecisionView | null {
  const inForce = items.filter((decision) => decision.inForce);
  const ofLead = inForce.filter(({ subject }) => subject === leadSubject);
  const isOwn = ({ chosen }: DecisionView) => principal.role === 'rep' && chosen?.repId === principal.repId;
  return ofLead.find(isOwn) ?? inForce.find(isOwn) ?? ofLead[0] ?? null;
}

/** What became of a submission. A rep or manager learns it of leads they may see; what is held back is for admins and marketers. */
export async function submissionOf(
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
  principal: Principal,
  ref: SubmissionRef,
): Promise<SubmissionView> {
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
    fields: contact ? (await answerHider(principal, config))(submission.fields) : null,
    consent: submission.consent,
    context: contact ? submission.context : withoutQueries(submission.context),
  };
}
