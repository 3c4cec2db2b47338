import { epochSeconds } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { ProjectParts } from './projector.ts';

export interface SuspectParts extends ProjectParts {
  /**
   * Leads whose last try ended in this process while the table could not be told: whoever remembers it was not ended by it. It lives as
   * long as the process.
   */
  readonly endedTries: Set<LeadId>;
}

const rememberedSeconds = 3_600;

/** Notes that a try begins, and returns how many began without an end so far. A client that sends the note twice counts one. */
export async function countTry(leadId: LeadId, { table, clock, endedTries }: SuspectParts): Promise<number> {
  const now = epochSeconds(clock());
  const noted = endedTries.has(leadId) ? undefined : await table.get(keys.projectionTries(leadId), { consistent: true });
  const tries = (Number(noted?.expiresAt) > now ? Number(noted?.tries) : 0) + 1;
  await table.update({
    Key: keys.projectionTries(leadId),
    UpdateExpression: 'SET expiresAt = :expiresAt, tries = :tries',
    ExpressionAttributeValues: { ':tries': tries, ':expiresAt': now + rememberedSeconds },
  });
  endedTries.delete(leadId);
  return tries;
}

/** Notes that a try ended, well or not. */
export async function forgetTries(leadId: LeadId, { table, endedTries }: SuspectParts): Promise<void> {
  endedTries.add(leadId);
  await table.deleteAll([keys.projectionTries(leadId)]);
  endedTries.delete(leadId);
}
