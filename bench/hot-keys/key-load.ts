import { createdShards, regionShards, timerShards } from '../../shared/platform/keys.ts';
import { floodWindowMs, maxBeaconsPerWindow } from '../../shared/tracking/bots.ts';

/** Units of the writes that one lead makes, per table or index, as the table reported them. */
export interface MeasuredUnits {
  readonly submission: number;
  readonly clientWindow: number;
  readonly byCreated: number;
  readonly byRegion: number;
  readonly byOwner: number;
  readonly poolState: number;
  readonly timerPut: number;
  readonly timerDelete: number;
}

/** What is asked of the deployment in its worst minute. */
export interface Load {
  readonly postsPerSecond: number;
  readonly timersInOneMinute: number;
  /** Leads that the single writer of a pool gives away in a second. */
  readonly assignmentsPerPool: number;
  readonly repsPerPool: number;
  /** Leads per transaction of that writer. */
  readonly batch: number;
  readonly beaconsPerSecond: number;
  /** Beacons that track-visits takes at once. */
  readonly beaconsPerBatch: number;
}

export interface KeyLoad {
  readonly key: string;
  readonly shards: string;
  readonly writesPerSecond: number;
  readonly how: string;
}

/** Writes per second of the busiest key of each kind; all leads come from one province and go into one pool. */
export function keyLoads(units: MeasuredUnits, load: Load): KeyLoad[] {
  const perShard = (rate: number, shards: number, unit: number): number => (rate / shards) * unit;
  const timersPerSecond = load.timersInOneMinute / 60;
  const rows: KeyLoad[] = [
    {
      key: 'byCreated LEADS#',
      shards: String(createdShards),
      writesPerSecond: perShard(load.postsPerSecond, createdShards, units.byCreated),
      how: `every post a new lead, ${units.byCreated} WRU each`,
    },
    {
      key: 'byRegion REGION#79#',
      shards: String(regionShards),
      writesPerSecond: perShard(load.postsPerSecond, regionShards, units.byRegion),
      how: `all from one province, ${units.byRegion} WRU each`,
    },
    {
      key: 'byOwner OWNER#',
      shards: `${load.repsPerPool} reps`,
      writesPerSecond: perShard(load.assignmentsPerPool, load.repsPerPool, units.byOwner),
      how: `one pool, ${Math.round(load.assignmentsPerPool)} leads/s, ${units.byOwner} WRU each`,
    },
    {
      key: 'POOL#',
      shards: '1',
      writesPerSecond: perShard(load.assignmentsPerPool / load.batch, 1, units.poolState),
      how: `once per ${load.batch} leads, ${units.poolState} WRU`,
    },
    {
      key: 'DUE#',
      shards: String(timerShards),
      writesPerSecond:
        perShard(timersPerSecond, timerShards, units.timerDelete) + perShard(load.postsPerSecond, timerShards, units.timerPut),
      how: `${units.timerDelete} WRU per deletion, ${units.timerPut} per new timer`,
    },
    {
      key: 'VISITOR#',
      shards: 'one each',
      writesPerSecond: floodedVisitor(load),
      how: `of one visitor: a flood, cut to ${maxBeaconsPerWindow} beacons in each batch of ${load.beaconsPerBatch} at ${load.beaconsPerSecond} beacons/s`,
    },
    {
      key: 'SUBMISSION#, LEAD#, EMAIL#, PHONE#, ADDRESS#',
      shards: 'one each',
      writesPerSecond: units.submission,
      how: 'of one post or person: a person who posts once a second',
    },
  ];
  return rows.sort((left, right) => right.writesPerSecond - left.writesPerSecond);
}

/** The most that one visitor's key can get: a sender that stays just below the limit in every batch; a pack per beacon, a session per batch. */
function floodedVisitor({ beaconsPerSecond, beaconsPerBatch }: Load): number {
  const windowSeconds = floodWindowMs / 1_000;
  const batches = (beaconsPerSecond * windowSeconds) / beaconsPerBatch;
  return (batches * (maxBeaconsPerWindow + 1)) / windowSeconds;
}
