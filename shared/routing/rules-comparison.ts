import type { RepId } from '../platform/ids.ts';
import type { DraftDecision } from './decision.ts';
import type { Readiness, Replayed } from './replay.ts';

/** Where a subject comes to. */
export interface Place {
  readonly territoryId: string;
  readonly poolId: string;
  /** Null: it waits, or marketing has it. */
  readonly repId: RepId | null;
  /** Whether it has not reached the level from which on its pool takes leads. */
  readonly inMarketing: boolean;
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
  /** Leads that marketing would have kept to the end. */
  readonly kept: number;
  /** Leads of which the record does not say whether they had reached the level: they are judged as if they had. */
  readonly unsure: number;
  readonly reps: ReadonlyMap<string, Load>;
  readonly pools: ReadonlyMap<string, Load>;
}

const places = (decision: DraftDecision): Place => ({
  territoryId: decision.territory.territoryId,
  poolId: decision.poolId,
  repId: decision.chosen,
  inMarketing: false,
});

const keptBy = ({ territory: { territoryId, poolId } }: Readiness): Place => ({ territoryId, poolId, repId: null, inMarketing: true });

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
  const unsure = new Set<string>();
  for (const { recorded, decisions, readiness } of replayed) {
    const { leadId, subject, at } = recorded;
    count(recorded, 'recorded');
    for (const decision of decisions) count(decision, 'instead');
    const key = `${leadId} ${subject}`;
    if (readiness === null) unsure.add(key);
    const before = subjects.get(key);
    const last = decisions.at(-1);
    // What was recorded last is compared with what was decided last instead: the two may be steps of another number.
    const instead = last ? places(last) : readiness && !readiness.isReady ? keptBy(readiness) : (before?.instead ?? places(recorded));
    subjects.set(key, { leadId, subject, at, recorded: places(recorded), instead });
  }
  const moved = [...subjects.values()].filter(({ recorded, instead }) => !isSame(recorded, instead));
  const kept = [...subjects.values()].filter(({ instead }) => instead.inMarketing).length;
  return { subjects: subjects.size, moved, kept, unsure: unsure.size, reps, pools };
}

function add(loads: Map<string, Load>, id: string, side: keyof Load): void {
  const load = loads.get(id) ?? { recorded: 0, instead: 0 };
  loads.set(id, { ...load, [side]: load[side] + 1 });
}

const isSame = (one: Place, other: Place): boolean =>
  one.territoryId === other.territoryId &&
  one.poolId === other.poolId &&
  one.repId === other.repId &&
  one.inMarketing === other.inMarketing;
