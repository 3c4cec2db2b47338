import { type Lead, poolOf } from '../leads/index.ts';
import type { Task } from '../tasks/index.ts';
import type { ScriptConfig } from './script-config.ts';

/** Tells whether a script is for a lead: for its stage and its pool, or a task asks for it. */
export function isOffered({ id, stages, pools }: ScriptConfig, lead: Lead, tasks: readonly Task[]): boolean {
  if (isAsked(id, tasks)) return true;
  const poolId = poolOf(lead);
  return (stages === undefined || stages.includes(lead.stage)) && (pools === undefined || pools.some((pool) => pool === poolId));
}

/** Tells whether an open task asks for a script. */
export const isAsked = (scriptId: string, tasks: readonly Task[]): boolean =>
  tasks.some(({ status, script }) => status === 'open' && script === scriptId);
