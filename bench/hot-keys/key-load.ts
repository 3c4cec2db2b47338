import { cardShards, timerShards } from '../../shared/platform/keys.ts';
import { floodWindowMs, maxBeaconsPerWindow } from '../../shared/tracking/bots.ts';

/** Units of the writes that one lead makes, per table or index, as the table reported them. */
export interface MeasuredUnits {
  readonly submission: number;
  readonly clientWindow: number;
  /** Of a card: put for the first time, and put again when it says something else. */
  readonly cardByCreation: number;
  readonly cardByActivity: number;
  /** Of a card that waits for an owner, put or taken away. */
  readonly waiting: number;
  readonly seat: number;
  /** Of a decision, by its pool and month. */
  readonly decision: number;
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
  /** Mails that leave; each books its slot alone at worst. */
  readonly mailsPerSecond: number;
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

/** Writes per second of the busiest key of each kind; all leads come from one part of the country and go into one pool. */
export function keyLoads(units: MeasuredUnits, load: Load): KeyLoad[] {
  const perShard = (rate: number, shards: number, unit: number): number => (rate / shards) * unit;
  const timersPerSecond = load.timersInOneMinute / 60;
  const cardsPerSecond = load.postsPerSecond + load.assignmentsPerPool;
  const rows: KeyLoad[] = [
    {
      key: 'gsi1 REGION#south#',
      shards: String(cardShards),
      writesPerSecond: perShard(cardsPerSecond, cardShards, units.cardByCreation),
      how: `${load.postsPerSecond} new leads/s of one part of the country, and ${Math.round(load.assignmentsPerPool)} of them/s assigned later than their card, ${units.cardByCreation} WRU each`,
    },
    {
      key: 'gsi2 REGION#south#',
      shards: String(cardShards),
      writesPerSecond: perShard(cardsPerSecond, cardShards, units.cardByActivity),
      how: `the same, ${units.cardByActivity} WRU each`,
    },
    {
      key: 'gsi3 WAIT#south#',
      shards: String(cardShards),
      writesPerSecond: perShard(cardsPerSecond, cardShards, units.waiting),
      how: `all of them wait in one pool first, ${units.waiting} WRU to come and to go`,
    },
    {
      key: 'gsi3 REP#',
      shards: `${load.repsPerPool} reps`,
      writesPerSecond: perShard(load.assignmentsPerPool, load.repsPerPool, units.seat),
      how: `one pool, ${Math.round(load.assignmentsPerPool)} leads/s, ${units.seat} WRU each`,
    },
    {
      key: 'gsi2 DECISIONS#south#month',
      shards: '1',
      writesPerSecond: load.assignmentsPerPool * units.decision,
      how: `one pool, ${Math.round(load.assignmentsPerPool)} leads/s, ${units.decision} WRU each`,
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
      key: 'RATE#ses',
      shards: '1',
      writesPerSecond: load.mailsPerSecond,
      how: `${load.mailsPerSecond} mails/s, each of which books its slot alone; ten of a batch book together, and \`mail-rate\` counts less with all that is refused`,
    },
    {
      key: 'STRANGERS#mail',
      shards: '1',
      writesPerSecond: load.mailsPerSecond,
      how: `${load.mailsPerSecond} mails/s, all of them to people, each counted by itself`,
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
