import type { SequenceId } from '../platform/ids.ts';
import type { MomentOf } from './moment-config.ts';
import { isMomentWait } from './rules-moments.ts';
import { isByRules, type ToldEvent, triggeredBy } from './rules-triggers.ts';
import type { SequenceConfig } from './sequence-config.ts';

/** Returns the sequences that an entry of a lead's history puts the lead into, if their rules let it in. Those that are paused put in nobody. */
export function startedBy(event: ToldEvent, sequences: readonly SequenceConfig[]): SequenceId[] {
  return sequences.filter((sequence) => sequence.state === 'on' && triggeredBy(sequence, event) !== undefined).map(({ id }) => id);
}

/** Returns an entry as triggers are to see it: a stage that follows from a level which new rules gave follows from the rules. */
export function asMoved(event: ToldEvent, told: readonly ToldEvent[]): ToldEvent {
  const follows = event.type === 'lead.stage_changed' && event.data.reason === 'evidence' && told.some(isByRules);
  return follows ? { type: event.type, data: { ...event.data, reason: 'rules' } } : event;
}

/** Events after which a lead may have reached a goal, fit an exit, or be one that nobody writes to any more. */
const turning: ReadonlySet<string> = new Set([
  'lead.stage_changed',
  'lead.status_changed',
  'lead.consent_changed',
  'purchase.recorded',
  'lead.cart_bought',
]);

/** Tells whether a run may wait for an entry, or end by it: then it is looked at at once, and not only when its next step is due. */
export function hastens({ type }: ToldEvent, sequences: readonly SequenceConfig[]): boolean {
  if (sequences.length === 0) return false;
  if (turning.has(type)) return true;
  return sequences.some(({ steps }) =>
    steps.some((step) => (step.do === 'wait' && isAwaited(step.event, type)) || (isMomentWait(step) && mayMove(step.until.before, type))),
  );
}

/** Tells whether an entry may have moved a moment that a wait is to end before, or called it off. */
function mayMove(of: MomentOf, type: string): boolean {
  if (typeof of === 'object') return type === 'lead.updated';
  return type.startsWith(of === 'close' ? 'opportunity.' : 'task.') || (of !== 'close' && type.startsWith('call.'));
}

const isAwaited = (event: { readonly types: readonly string[] } | undefined, type: string): boolean => event?.types.includes(type) ?? false;
