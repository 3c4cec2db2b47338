import { defaultConfig } from '../../config/index.ts';
import { leadsPerTransaction } from '../../shared/routing/index.ts';
import type { Report, Subject } from '../subject.ts';
import { figure, table } from '../support/table.ts';
import { keyLoads } from './key-load.ts';
import { measureUnits } from './measure-units.ts';

const limit = 500;
/** A round of a pool's writer in AWS: read, decide, one transaction, one batch of notices. */
const writerRoundSeconds = 0.04;
const batch = leadsPerTransaction;
const load = {
  postsPerSecond: 1_000,
  timersInOneMinute: 1_000_000,
  assignmentsPerPool: batch / writerRoundSeconds,
  repsPerPool: Math.min(...defaultConfig.pools.map(({ members }) => members.length)),
  batch,
  mailsPerSecond: 200,
  beaconsPerSecond: 10_000,
  beaconsPerBatch: 1_000,
};

/** P10: the hottest key, by model: measured units, the numbers of shards, and the load of the goal. */
export const hotKeys: Subject = { name: 'hot-keys', title: 'writes per second of the hottest key, by model', run };

async function run(): Promise<Report> {
  const units = await measureUnits();
  const loads = keyLoads(units, load);
  const hottest = loads[0]?.writesPerSecond ?? 0;
  return {
    findings: [
      {
        goal: 'P10',
        what: `hottest key (${loads[0]?.key ?? ''}) at ${load.postsPerSecond} posts/s, ${load.beaconsPerSecond} beacons/s and 1M timers in a minute, WRU/s`,
        measured: figure(hottest),
        limit: `≤ ${limit}`,
        isMet: hottest <= limit,
      },
    ],
    details: [
      table(
        ['key', 'shards', 'WRU/s', 'how'],
        loads.map(({ key, shards, writesPerSecond, how }) => [key, shards, figure(writesPerSecond), how]),
      ),
      'Beacons write to the keys of their visitors only, and no two visitors share one. The posts are of 1,000 different people and addresses a second; ' +
        `of one address, capture-form takes 300 in ten minutes per instance, ${units.clientWindow} WRU each on CLIENT#. ` +
        `The smallest pool has ${load.repsPerPool} reps, and a pool's single writer gives away ${batch} leads in ${writerRoundSeconds * 1000} ms. ` +
        'One key takes 1,000 WRU/s. Arithmetic over counted units: no noise.',
    ],
  };
}
