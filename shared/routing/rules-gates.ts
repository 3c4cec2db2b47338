import type { Load, RejectReason } from './decision.ts';
import type { Caps } from './load-config.ts';
import type { RepConfig } from './rep-config.ts';
import type { Availability } from './rules-availability.ts';
import type { RoutingFacts } from './rules-facts.ts';
import { hasSkill } from './rules-skills.ts';

/** What a gate may look at beside the rep; all of it stands in the decision's record or in the rules of its versions. */
export interface GateView {
  readonly facts: Pick<RoutingFacts, 'passedBy'>;
  readonly at: Date;
  /** What the rep has in hand; undefined: nobody asks. */
  readonly load: Load | undefined;
  readonly caps: Caps;
  /** The skills that the lead asks for. */
  readonly skills: readonly string[];
  readonly availability: Availability;
  /** Whether a pool that offers its leads has offered this one to as many reps as it may. */
  readonly areOffersSpent: boolean;
}

/** A gate says why a rep may not take the lead, or null. */
type Gate = (rep: RepConfig, view: GateView) => RejectReason | null;

const gates: readonly Gate[] = [
  ({ active }) => (active ? null : 'inactive'),
  (_rep, { availability }) => (availability.isOnLeave ? 'onLeave' : null),
  (_rep, { availability }) => (availability.isOffDuty ? 'offDuty' : null),
  (_rep, { availability }) => (availability.isOutsideHours ? 'outsideHours' : null),
  // Whoever let it pass is not asked again, whichever pool it is.
  ({ id }, { facts }) => (facts.passedBy?.some(({ repId }) => repId === id) ? 'hadOffer' : null),
  (_rep, { areOffersSpent }) => (areOffersSpent ? 'offersSpent' : null),
  (rep, { skills }) => (skills.every((skill) => hasSkill(rep, skill)) ? null : 'lacksSkill'),
  (_rep, { load, caps }) => (isReached(caps.perDay, load?.count) ? 'capDay' : null),
  (_rep, { load, caps }) => (isReached(caps.open, load?.open) ? 'capOpen' : null),
];

function isReached(cap: number | undefined, has: number | undefined): boolean {
  return cap !== undefined && (has ?? 0) >= cap;
}

/** Says why a rep may not take a lead: the first reason found, or null. */
export function rejection(rep: RepConfig, view: GateView): RejectReason | null {
  for (const gate of gates) {
    const reason = gate(rep, view);
    if (reason) return reason;
  }
  return null;
}
