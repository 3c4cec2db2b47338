import type { Principal } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { DecisionId, LeadId, SubjectId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readAssignment } from '../routing/index.ts';

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
