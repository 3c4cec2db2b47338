import { epochSeconds } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { ProjectParts } from './projector.ts';

const rememberedSeconds = 3_600;

/** Notes that a try begins, and returns how many began without an end so far. */
export async function countTry(leadId: LeadId, { table, clock }: ProjectParts): Promise<number> {
  const item = await table.update({
    Key: keys.projectionTries(leadId),
    UpdateExpression: 'SET expiresAt = :expiresAt ADD tries :one',
    ExpressionAttributeValues: { ':one': 1, ':expiresAt': epochSeconds(clock()) + rememberedSeconds },
    ReturnValues: 'ALL_NEW',
  });
  return Number(item?.tries ?? 1);
}

/** Notes that a try ended, well or not. */
export async function forgetTries(leadId: LeadId, { table }: ProjectParts): Promise<void> {
  await table.deleteAll([keys.projectionTries(leadId)]);
}
