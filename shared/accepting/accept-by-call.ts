import type { Principal } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import { leadSubject, type SubjectId } from '../platform/ids.ts';
import { acceptOffer, isOffered, OfferOverError, type OfferParts, readAssignment } from '../routing/index.ts';

/**
 * Accepts what is offered to a rep who says that they have called about it: whoever talks to the person has taken them. Nothing is read where nothing
 * is offered. Where somebody else was quicker, the call is theirs to log all the same.
 */
export async function acceptByCall(
  principal: Principal,
  lead: Pick<Lead, 'leadId' | 'owner' | 'routing'>,
  { named = leadSubject, correlationId }: { readonly named?: SubjectId | undefined; readonly correlationId: string },
  parts: OfferParts,
): Promise<void> {
  if (principal.role !== 'rep') return;
  const { leadId, owner, routing } = lead;
  const mayBeOffered = named !== leadSubject || (routing?.state === 'offered' && owner?.repId === principal.repId);
  const assignment = mayBeOffered ? await readAssignment(parts.table, leadId, named) : undefined;
  if (!assignment || !isOffered(assignment) || assignment.repId !== principal.repId) return;
  try {
    const actor = { kind: 'user', id: principal.userId } as const;
    await acceptOffer({ leadId, subject: named, decisionId: assignment.decisionId, actor, correlationId }, parts);
  } catch (error) {
    if (!(error instanceof OfferOverError)) throw error;
  }
}
