import type { RepId } from '../platform/ids.ts';
import type { DraftDecision } from './decision.ts';
import type { Replayed } from './replay.ts';

/** Where a subject comes to. */
export interface Place {
  readonly territoryId: string;
  readonly poolId: string;
  /** Null: it waits. */
  readonly repId: RepId | null;
}

/** A subject that would have come elsewhere. */
export interface MovedSubject {
  readonly leadId: string;
  readonly subject: string;
  /** When it was decided about last. */
  readonly at: string;
  readonly recorded: Place;
  readonly instead: Place;
}

/** What each was given, as recorded and in the replay. */
export interface Load {
  readonly recorded: number;
  readonly instead: number;
}

export interface Comparison {
  readonly subjects: number;
  readonly moved: readonly MovedSubject[];
  readonly reps: ReadonlyMap<string, Load>;
  readonly pools: ReadonlyMap<string, Load>;
}

const places = (decision: DraftDecision): Place => ({
  territoryId: decision.territory.territoryId,
  poolId: decision.poolId,
  repId: decision.chosen,
});

/** Compares where subjects came to with where they would have come to, and who was given how many. */
export function compareReplay(replayed: readonly Replayed[]): Comparison {
  const subjects = new Map<string, MovedSubject>();
  const reps = new Map<string, Load>();
  const pools = new Map<string, Load>();
  const count = (decision: DraftDecision, side: keyof Load) => {
    if (decision.chosen === null) return;
    add(reps, decision.chosen, side);
    add(pools, decision.poolId, side);
  };
  for (const { recorded, decisions } of replayed) {
    const { leadId, subject, at } = recorded;
    count(recorded, 'recorded');
    for (const decision of decisions) count(decision, 'instead');
    const key = `${leadId} ${subject}`;
    const before = subjects.get(key);
    const last = decisions.at(-1);
    // What was recorded last is compared with what was decided last instead: the two may be steps of another number.
    const instead = last ? places(last) : (before?.instead ?? places(recorded));
    subjects.set(key, { leadId, subject, at, recorded: places(recorded), instead });
  }
  const moved = [...subjects.values()].filter(({ recorded, instead }) => !isSame(recorded, instead));
  return { subjects: subjects.size, moved, reps, pools };
}

function add(loads: Map<string, Load>, id: string, side: keyof Load): void {
  const load = loads.get(id) ?? { recorded: 0, instead: 0 };
  loads.set(id, { ...load, [side]: load[side] + 1 });
}

const isSame = (one: Place, other: Place): boolean =>
  one.territoryId === other.territoryId && one.poolId === other.poolId && one.repId === other.repId;
