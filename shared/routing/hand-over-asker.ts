import { readLeadItself } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Asker, AskParts, ChangedItem } from '../projecting/index.ts';
import { askFor } from '../work/index.ts';
import { handOverRequest } from './hand-over-request.ts';
import { currentRules } from './read-rules.ts';
import { marketingMove } from './rules-marketing.ts';

/** Has leads looked at that marketing has, once they have reached the level of their pool, or belong to another territory. */
export const handOverAsker: Asker = { name: 'handOver', ask: askWhereReady };

/** The stream tells who has a lead, so that nothing is read for one that a rep has or that waits. */
async function askWhereReady(leadId: LeadId, changed: readonly ChangedItem[], parts: AskParts): Promise<'asked' | 'unchanged'> {
  if (!changed.some(isMarketings)) return 'unchanged';
  // As it stands, not as it was: the work reads again, and two changes behind each other ask once each at most.
  const lead = await readLeadItself(parts.table, leadId, { consistent: true });
  if (!lead || !marketingMove(lead, await currentRules(parts.config))) return 'unchanged';
  await parts.work.send(askFor(handOverRequest, { leadId }));
  return 'asked';
}

/** Whatever changes a lead changes its record; what lies beside it does not say who has it. @throws CorruptItemError */
function isMarketings(record: ChangedItem): boolean {
  if (record.sk !== keys.leadSk) return false;
  const { routing } = record.images().after ?? {};
  return typeof routing === 'object' && routing !== null && 'state' in routing && routing.state === 'marketing';
}
