import type { Decision, PoolState } from './decision.ts';
import { roundedLeads } from './rules-ledger.ts';

/**
 * Sorts decisions by time, those of one pool by its ledger: instances whose clocks differ take turns in a pool.
 */
export function inOrder(decisions: Iterable<Decision>): Decision[] {
  const pools = [...Map.groupBy(decisions, ({ poolId }) => poolId)].sort(([one], [other]) => compare(one, other));
  const timed = pools.flatMap(([, ofPool]) => {
    let latest = '';
    return ofPool.sort(byLedger).map((decision) => {
      if (decision.at > latest) latest = decision.at;
      return { decision, at: latest };
    });
  });
  return timed.sort((one, other) => compare(one.at, other.at)).map(({ decision }) => decision);
}

function byLedger(one: Decision, other: Decision): number {
  return one.poolVersion - other.poolVersion || compare(one.at, other.at) || compare(one.decisionId, other.decisionId);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

type Member = PoolState['members'][string];
const newcomer: Member = { weight: 0, level: 0, owed: 0, credits: 0 };

/**
 * Brings a replayed ledger past decisions that are missing from the record, as those of erased leads are: what they gave to whom shows
 * in the recorded ledger, and counts for the replayed one as well.
 * @param expected what the recorded ledger would be if nothing were missing
 * @param actual the recorded ledger as the next decision read it
 */
export function catchUp(replayed: PoolState, expected: PoolState, actual: PoolState): PoolState {
  const isSameWindow = hasWeightsOf(actual, expected);
  // A decision sees no level of a window that is not its own: it tells of the ledger's window by other levels than were to be seen.
  const isWindowMissed = Object.entries(actual.members).some(
    ([repId, { level }]) => level !== (isSameWindow ? (expected.members[repId]?.level ?? 0) : 0),
  );
  const takesWindow = isWindowMissed && hasWeightsOf(replayed, expected);
  const members = { ...replayed.members };
  if (takesWindow) {
    for (const [repId, own] of Object.entries(members)) members[repId] = { ...own, weight: 0, level: 0 };
  }
  for (const [repId, read] of Object.entries(actual.members)) {
    const own = replayed.members[repId] ?? newcomer;
    const thought = expected.members[repId] ?? newcomer;
    const level = isSameWindow ? own.level + read.level - thought.level : read.level;
    members[repId] = {
      ...(takesWindow ? { weight: read.weight, level } : { weight: own.weight, level: own.level }),
      owed: roundedLeads(own.owed + read.owed - thought.owed),
      credits: own.credits + read.credits - thought.credits,
    };
  }
  // Who was switched on or off is an input of the replay, whatever it would have decided.
  const { duty: _before, ...ledger } = replayed;
  const duty = actual.duty ? { duty: actual.duty } : {};
  return { ...ledger, version: replayed.version + actual.version - expected.version, members, ...duty };
}

function hasWeightsOf(one: PoolState, other: PoolState): boolean {
  const repIds = new Set([...Object.keys(one.members), ...Object.keys(other.members)]);
  return [...repIds].every((repId) => (one.members[repId]?.weight ?? 0) === (other.members[repId]?.weight ?? 0));
}
