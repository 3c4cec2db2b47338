import type { AssignCause } from '../../events/index.ts';
import type { LeadRegion, LeadRouting } from '../leads/index.ts';
import type { LeadId, PoolId, SubjectId } from '../platform/ids.ts';
import type { Decision, Passed, Preferred } from './decision.ts';
import type { TerritoryAttributes } from './territory-conditions.ts';

/** What a decision is about: everything that territories, gates and strategies may look at beside rules, ledger and time. */
export interface RoutingFacts {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly cause: AssignCause;
  readonly attributes: TerritoryAttributes;
  readonly regionReason: LeadRegion['reason'];
  /** The territory that the lead has already, which it keeps whatever the rules have become; null: one is to be chosen. */
  readonly standing: LeadRouting | null;
  /** The pool that is to decide instead of the territory's; null: the territory's. */
  readonly handedTo: PoolId | null;
  /** Who has let it pass lately: it was offered to them, and they have not accepted it. @default - nobody */
  readonly passedBy?: readonly Passed[];
  /** It was open to whoever accepts first, and nobody has. @default - it was not */
  readonly unclaimed?: true;
  /** Who is to be asked before the others. @default - nobody */
  readonly preferred?: readonly Preferred[];
}

/** Returns what a recorded decision was about. */
export function factsOf(decision: Decision): RoutingFacts {
  const { leadId, subject, cause, attributes, regionReason, territory, territoryStood, versions, poolId, passedBy, preferred, unclaimed } =
    decision;
  return {
    leadId,
    subject,
    cause,
    attributes,
    regionReason,
    standing: territoryStood ? { ...territory, territoriesVersion: versions.territories } : null,
    handedTo: poolId === territory.poolId ? null : poolId,
    ...(passedBy ? { passedBy } : {}),
    ...(preferred ? { preferred } : {}),
    ...(unclaimed ? { unclaimed } : {}),
  };
}
