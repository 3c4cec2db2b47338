import type { Candidate, RejectReason } from './decision.ts';
import type { RepConfig } from './rep-config.ts';
import type { Availability } from './rules-availability.ts';
import type { RoutingFacts } from './rules-facts.ts';

/** What a gate may look at beside the rep; all of it stands in the decision's record or in the rules of its versions. */
export interface GateView {
  readonly facts: RoutingFacts;
  readonly at: Date;
  /** What the rep has to do with already, as far as the pool's ledger knows. */
  readonly load: Pick<Candidate, 'credits'>;
  readonly availability: Availability;
  /** Whether a pool that offers its leads has offered this one to as many reps as it may. */
  readonly areOffersSpent: boolean;
}

/** A gate says why a rep may not take the lead, or null. Capacity and ability become further gates. */
type Gate = (rep: RepConfig, view: GateView) => RejectReason | null;

const gates: readonly Gate[] = [
  ({ active }) => (active ? null : 'inactive'),
  (_rep, { availability }) => (availability.isOnLeave ? 'onLeave' : null),
  (_rep, { availability }) => (availability.isOffDuty ? 'offDuty' : null),
  (_rep, { availability }) => (availability.isOutsideHours ? 'outsideHours' : null),
  // Whoever let it pass is not asked again, whichever pool it is.
  ({ id }, { facts }) => (facts.passedBy?.some(({ repId }) => repId === id) ? 'hadOffer' : null),
  (_rep, { areOffersSpent }) => (areOffersSpent ? 'offersSpent' : null),
];

/** Says why a rep may not take a lead: the first reason found, or null. */
export function rejection(rep: RepConfig, view: GateView): RejectReason | null {
  for (const gate of gates) {
    const reason = gate(rep, view);
    if (reason) return reason;
  }
  return null;
}
