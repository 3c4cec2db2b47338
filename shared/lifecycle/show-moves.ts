import type { ConfigReader } from '../config/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Lead, Stage } from '../leads/record.ts';
import { lifecycleInForce } from './rules-in-force.ts';
import { whyImpossible } from './rules-move.ts';

/** Lists the stages that the lifecycle lets a person choose from where a lead is, each with why it cannot go there now; null: it can. */
export async function showMoves(lead: Lead, config: ConfigReader): Promise<{ to: Stage; why: Both | null }[]> {
  const rules = await lifecycleInForce(config);
  const stages = rules.moves.filter(({ from }) => from === lead.stage).map(({ to }) => to);
  return stages.map((to) => ({ to, why: whyImpossible(lead, to, rules) }));
}
