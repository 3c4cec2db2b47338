import { z } from 'zod';
import type { StoredEntry } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { LeadId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What a look is asked for by at those who may be the person of a lead: something was proven of one of them, or a pair was noted. */
export const mergeByRuleRequest = {
  kind: 'mergeByRule' as const,
  schema: z.object({
    leadId: LeadId,
    /** Looks before this one, which came while a pool decided about one of the two. */
    looks: z.number().int().nonnegative().default(0),
  }),
};

/** Returns what is to be asked of `work` because of an entry of a lead's history. */
export function asksForMerge({
  type,
  data,
  actor,
  leadId,
}: Pick<StoredEntry, 'type' | 'data' | 'actor' | 'leadId'>): readonly WorkRequest[] {
  return isNews(type, data, actor.kind) ? [askFor(mergeByRuleRequest, { leadId, looks: 0 })] : [];
}

function isNews(type: string, data: Readonly<Record<string, unknown>>, actor: string): boolean {
  switch (type) {
    case 'lead.merge_candidate_found':
      return true;
    case 'call.logged':
      return data.isReached === true;
    case 'lead.proposal_accepted':
      return actor === 'lead';
    case 'lead.consent_changed':
      return data.purpose === 'newsletter' && data.change === 'confirmed';
    default:
      return false;
  }
}

/** Returns the timer that asks for the look once something is committed that no entry of the history tells of. */
export function putMergeByRuleTimer(leadId: LeadId, at: Date, ...purpose: readonly string[]): PutWrite {
  const { groupId, body } = askFor(mergeByRuleRequest, { leadId, looks: 0 });
  return putTimer({ timerId: timerIdFor('mergeByRule', leadId, ...purpose), dueAt: isoTime(at), queue: 'work', groupId, message: body });
}
