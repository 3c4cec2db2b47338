import type { Effect } from './machine.ts';

/** Why a step is taken and does nothing. */
export type LeftOutReason = 'noOwner' | 'tooManyTasks' | 'webhookGone' | NoticeProblem;

/** Why nobody hears what a step has somebody told: nobody has the lead and its pool has no leader, or whoever has it is configured no more. */
export type NoticeProblem = 'nobodyToTell' | 'ownerUnknown';

/** What a step needs of others to do what it is for. */
export interface Means {
  /** Somebody has what the run is about: a task is for them. */
  readonly hasOwner: boolean;
  /** How many further tasks the lead may have. */
  readonly roomForTasks: number;
  readonly noticeProblem: NoticeProblem | null;
  readonly webhooks: { has(webhookId: string): boolean };
}

/** Tells why a step does nothing, though its run goes on; null where it does what it is for. */
export function leftOutReason(effect: Effect, means: Means): LeftOutReason | null {
  if (effect.do === 'task') return taskLeftOutReason(means);
  if (effect.do === 'notice') return means.noticeProblem;
  return effect.do === 'webhook' && !means.webhooks.has(effect.webhook) ? 'webhookGone' : null;
}

/** Tells why a step makes no task; null where it makes one. */
export function taskLeftOutReason({ hasOwner, roomForTasks }: Pick<Means, 'hasOwner' | 'roomForTasks'>): 'noOwner' | 'tooManyTasks' | null {
  if (!hasOwner) return 'noOwner';
  return roomForTasks > 0 ? null : 'tooManyTasks';
}
