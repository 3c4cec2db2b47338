import type { ReleaseRule } from '../../events/index.ts';
import type { Lead } from '../leads/record.ts';
import { daysMs } from '../platform/clock.ts';
import { leadSubject, type RepId } from '../platform/ids.ts';
import type { Assignment } from '../routing/index.ts';
import type { PoolConfig } from '../routing/pool-config.ts';
import type { Task } from '../tasks/index.ts';

/** Why a lead may be let go by the rules of its pool, before its tasks and calls are looked at. */
export interface MayGo {
  readonly repId: RepId;
  readonly because: ReleaseRule;
}

type Rule = NonNullable<NonNullable<PoolConfig['floating']>['after']>;

/** Returns what a pool says of when its leads float by themselves. */
export const ruleOf = (pool: Pick<PoolConfig, 'floating'> | undefined): Rule | undefined => pool?.floating?.after;

/** What is known of the rep who has a lead, and of the moment. */
export interface ReleaseFacts {
  readonly isActive: boolean;
  /** Whether there was time to hand over what a rep has who left. */
  readonly isGraceOver: boolean;
  readonly isNight: boolean;
  readonly at: Date;
}

/**
 * Tells why a lead that a rep has may float, by what stands on it: its rep has left, or has had it for longer than its pool lets anybody have one untouched.
 * Null: it stays. A rep who is gone from the configuration has left.
 */
export function mayGo(
  { owner }: Pick<Lead, 'owner'>,
  rule: Rule | undefined,
  { isActive, isGraceOver, isNight, at }: ReleaseFacts,
): MayGo | null {
  if (!owner || !rule) return null;
  const { repId } = owner;
  if (!isActive) return rule.departure && isGraceOver ? { repId, because: { rule: 'departure' } } : null;
  const days = rule.daysWithoutTouch;
  if (!isNight || days === undefined || at.getTime() - Date.parse(owner.since) < days * daysMs) return null;
  return { repId, because: { rule: 'age', days } };
}

/** What is known of a lead that may go. */
export interface Known {
  readonly lead: Pick<Lead, 'status' | 'evidence'>;
  readonly assignment: Assignment | undefined;
  readonly isProtected: boolean;
  readonly tasks: readonly Pick<Task, 'subject' | 'kind' | 'reason' | 'status' | 'endedAt'>[];
  /** When somebody last called; null: nobody did. */
  readonly calledAt: string | null;
  /** When somebody last wrote a letter or a text; null: nobody did, or the rule does not ask. */
  readonly wroteAt: string | null;
  /** Whether another call came behind the one by whose outcome it goes: what follows is that one's. */
  readonly isOvertaken: boolean;
}

/**
 * Says why a lead stays with the rep who has it, whatever the rules of its pool are; null: it goes. What is agreed with the person, what is being sold to
 * them and what is protected no rule takes away.
 */
export function whyStays(
  { lead, assignment, isProtected, tasks, calledAt, wroteAt, isOvertaken }: Known,
  { repId, because }: MayGo,
  at: Date,
): string | null {
  if (lead.status !== 'active') return 'notActive';
  if (assignment?.state !== 'owned' || assignment.repId !== repId) return 'notTheirs';
  if (isProtected) return 'protected';
  if (tasks.some(isAgreed)) return 'agreed';
  if (lead.evidence.opportunities.open > 0) return 'inWork';
  if (isOvertaken) return 'overtaken';
  if (because.rule !== 'age') return null;
  const touched = Math.max(...[assignment.since, calledAt, wroteAt, ...tasks.map(doneAt)].map((moment) => Date.parse(moment ?? '') || 0));
  return at.getTime() - touched < (because.days ?? 0) * daysMs ? 'touched' : null;
}

/** A person waits for a call, or comes to meet somebody. */
function isAgreed({ reason, kind, status }: Known['tasks'][number]): boolean {
  return status === 'open' && (reason === 'callback' || kind === 'meeting');
}

/** When somebody did something about the lead itself. */
function doneAt({ subject, status, endedAt }: Known['tasks'][number]): string | null {
  return subject === leadSubject && status === 'done' ? endedAt : null;
}
