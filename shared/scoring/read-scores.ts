import type { ConfigReader } from '../config/index.ts';
import { secondsMs } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item, Table } from '../platform/table.ts';
import { ruleSetOfScore } from './rule-set.ts';
import { interestAt } from './rules-interest.ts';
import type { Scores } from './rules-temperature.ts';
import { parseScore } from './store.ts';

/**
 * What leads score at this moment; one that was never scored is left out. `known`: the items of those whose scores have been read, null
 * where there is none.
 */
export async function readScores(
  leadIds: readonly LeadId[],
  { table, config, now }: { readonly table: Table; readonly config: ConfigReader; readonly now: Date },
  known: ReadonlyMap<LeadId, Item | null> = new Map(),
): Promise<Map<LeadId, Scores>> {
  const wanted = leadIds.filter((leadId) => !known.has(leadId)).map((leadId) => keys.score(leadId));
  const items = [...(wanted.length > 0 ? await table.batchGet(wanted) : []), ...[...known.values()].filter((item) => item !== null)];
  const byKey = new Map(items.map((item) => [String(item.pk), item]));
  const scores = new Map<LeadId, Scores>();
  for (const leadId of leadIds) {
    const item = byKey.get(keys.score(leadId).pk);
    if (!item) continue;
    const score = parseScore(item);
    const { rules } = await ruleSetOfScore(config, score);
    scores.set(leadId, { fit: score.fit, interest: interestAt(score.interest, now.getTime() / secondsMs, rules) });
  }
  return scores;
}
