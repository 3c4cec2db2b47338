import type { Lead } from '../leads/index.ts';
import { type DecisionId, leadSubject, type RepId, type SubjectId } from '../platform/ids.ts';
import type { Assignment } from './assignment.ts';
import type { Decision } from './decision.ts';

/** Who has a subject, and by which decision. `repId` null: nobody, and by that decision nobody could take it. */
interface Holding {
  readonly repId: RepId | null;
  readonly decisionId: DecisionId | null;
}

type Choice = Pick<Decision, 'decisionId' | 'chosen' | 'subject'>;

/**
 * Returns those decisions by which somebody has a subject now, or by which it waits. The newest one need not be one of them: a record that became part of
 * another one has its own, and what somebody gave, took or let go is whose it is by none.
 * `assignments`: of the subjects of these decisions, as far as they have one.
 */
export function decisionsInForce<Made extends Choice>(
  decisions: readonly Made[],
  lead: Pick<Lead, 'owner'>,
  assignments: readonly Assignment[],
): Made[] {
  return decisions.filter((decision) => {
    const holding = decision.subject === leadSubject && lead.owner ? lead.owner : holdingOf(decision.subject, assignments);
    return holding !== null && decision.decisionId === holding.decisionId && decision.chosen === holding.repId;
  });
}

function holdingOf(subject: SubjectId, assignments: readonly Assignment[]): Holding | null {
  const assignment = assignments.find((one) => one.subject === subject);
  if (!assignment || assignment.repId !== null) return assignment ?? null;
  // What is open is open by the decision that opened it.
  return { repId: null, decisionId: assignment.decisionId ?? assignment.claim?.decisionId ?? null };
}
