import type { Principal } from '../access/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { DecisionId, LeadId, RepId, SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readAssignment, readDecisions } from '../routing/index.ts';

/** The offer of a subject that the caller holds. */
export interface OwnOffer {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly decisionId: DecisionId;
}

/**
 * Finds the offer by which the caller has a subject of a lead now.
 * @throws NotFoundError for what is not, or not any more, theirs
 */
export async function offerOf(table: Table, principal: Principal, { leadId }: Pick<Lead, 'leadId'>, subject: SubjectId): Promise<OwnOffer> {
  const assignment = await readAssignment(table, leadId, subject);
  const isTheirs = principal.role === 'rep' && assignment?.repId === principal.repId;
  if (!isTheirs || assignment?.repId === null || assignment === undefined) throw new NotFoundError('no such lead');
  return { leadId, subject, decisionId: assignment.decisionId };
}

/** Finds the offer that the caller gave back last of a subject, whoever has it by now: to them alone a repeat is answered. Null: they gave none back lately. */
export async function declinedBy(table: Table, principal: Principal, leadId: LeadId, subject: SubjectId): Promise<OwnOffer | null> {
  if (principal.role !== 'rep') return null;
  const lead = await readLead(table, leadId);
  const assignment = lead && (await readAssignment(table, lead.leadId, subject));
  const theirs = assignment?.passed?.findLast(({ repId, how }) => repId === principal.repId && how === 'declined');
  return lead && theirs ? { leadId: lead.leadId, subject, decisionId: theirs.decisionId } : null;
}

/** What was opened to a rep and others. */
export interface OpenedTo extends OwnOffer {
  readonly repId: RepId;
}

/**
 * Finds the decision that opened a subject to whoever of its reps is first, the caller among them, also where somebody was quicker by now. Null: it was never opened so, or it floats or was taken since.
 */
export async function openedTo(table: Table, principal: Principal, leadId: LeadId, subject: SubjectId): Promise<OpenedTo | null> {
  if (principal.role !== 'rep') return null;
  const { repId } = principal;
  const assignment = await readAssignment(table, leadId, subject);
  if (!assignment) return null;
  if (assignment.repId === null && assignment.claim) return { leadId, subject, decisionId: assignment.claim.decisionId, repId };
  const isGone = assignment.state === 'floating' || (assignment.repId !== null && assignment.given?.how === 'claim');
  if (isGone) return null;
  // Whoever has it by now may have accepted it first, or have had their turn.
  const isOpenTo = (candidate: { readonly repId: string; readonly rejected: unknown }) => candidate.repId === repId && !candidate.rejected;
  const opened = (await readDecisions(table, leadId)).find(
    (decision) => decision.subject === subject && decision.reason === 'openToClaim' && decision.candidates.some(isOpenTo),
  );
  return opened ? { leadId, subject, decisionId: opened.decisionId, repId } : null;
}
