import type { Candidate, RejectReason } from './decision.ts';
import type { RepConfig } from './rep-config.ts';
import type { RoutingFacts } from './rules-facts.ts';

/** What a gate may look at beside the rep; all of it stands in the decision's record or in the rules of its versions. */
export interface GateView {
  readonly facts: RoutingFacts;
  readonly at: Date;
  /** What the rep has to do with already, as far as the pool's ledger knows. */
  readonly load: Pick<Candidate, 'credits'>;
}

/** A gate says why a rep may not take the lead, or null. Leave, hours, capacity and ability become further gates. */
type Gate = (rep: RepConfig, view: GateView) => RejectReason | null;

const gates: readonly Gate[] = [({ active }) => (active ? null : 'inactive')];

/** Says why a rep may not take a lead: the first reason found, or null. Undefined: a rep who is no longer configured. */
export function rejection(rep: RepConfig | undefined, view: GateView): RejectReason | null {
  if (!rep) return 'unknownRep';
  for (const gate of gates) {
    const reason = gate(rep, view);
    if (reason) return reason;
  }
  return null;
}
