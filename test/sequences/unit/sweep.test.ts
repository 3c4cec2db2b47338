import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../shared/access/index.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { LeadId, RepId } from '../../../shared/platform/ids.ts';
import { listSequences, readSweeps } from '../../../shared/sequences/index.ts';
import { dying } from '../../support/dying-table.ts';
import { SequenceWorld } from '../../support/sequence-world.ts';
import { mail, sequenceOf, wait } from '../../support/sequences.ts';

const triggers = [{ on: 'stage', stage: ['mql'] }];
const sequence = sequenceOf([mail('m1'), wait('w1', { for: 'P2D' }), mail('m2')], { triggers });
const edited = sequenceOf([mail('m1'), wait('w1', { for: 'P2D' }), mail('m2'), mail('m3')], { triggers });
const again = sequenceOf([mail('m1'), wait('w1', { for: 'P2D' }), mail('m2'), mail('m4')], { triggers });

let world: SequenceWorld;
beforeEach(async () => {
  world = await withRuns(7);
});

async function withRuns(count: number): Promise<SequenceWorld> {
  const made = new SequenceWorld(sequence);
  for (let id = 1; id <= count; id += 1) await made.comesTo(await made.make({ leadId: LeadId.parse(`L${id}`) }), 'mql');
  await made.settle();
  return made;
}

const sweep = async () => (await readSweeps(world.table)).get('thu');
/** Does so many pieces of what waits, and tells how many there were. */
async function doSome(most: number): Promise<number> {
  let count = 0;
  while (count < most && world.waiting.length > 0) {
    const message = world.waiting.shift();
    if (message) await world.work(message);
    count += 1;
  }
  return count;
}
const versions = () => world.items('ENROL#').map(({ sequenceVersion }) => sequenceVersion);

describe('the look at all runs after a publication', () => {
  it('is counted, and shown to whoever sees all leads', async () => {
    world.publish([edited], true);
    await world.settle();

    expect(await sweep()).toMatchObject({
      publication: 2,
      insideVersion: 2,
      looked: 7,
      adopted: 7,
      moved: 0,
      woken: 0,
      ended: 0,
      slice: 4,
    });
    const admin: Principal = { role: 'admin', userId: 'mai' };
    const rep: Principal = { role: 'rep', userId: 'lan', repId: RepId.parse('rep-lan') };
    const shown = async (principal: Principal) => (await listSequences(principal, world)).items[0]?.sweep;
    expect(await shown(admin)).toMatchObject({ publication: 2, followsVersion: 2, looked: 7, adopted: 7, doneAt: world.now.toISOString() });
    expect(await shown(rep)).toBeNull();
  });

  it('counts what it ends, and what was due while the sequence was paused', async () => {
    world.sends = false;
    world.publish([{ ...sequence, state: 'paused' }]);
    await world.pass(3 * daysMs);
    world.publish([sequence]);
    await world.settle();
    expect(await sweep()).toMatchObject({ publication: 3, insideVersion: null, looked: 7, woken: 7, ended: 0 });

    world.publish([]);
    await world.settle();

    expect(await sweep()).toMatchObject({ publication: 4, looked: 7, woken: 0, ended: 7 });
  });

  it('does each slice once, however often it is asked for: doubled messages end there', async () => {
    world.publish([edited], true);
    let messages = 0;
    for (let round = 0; world.waiting.length > 0 && round < 20; round += 1) {
      world.waiting.push(...world.waiting, ...world.waiting);
      messages += await doSome(world.waiting.length);
    }

    expect(world.waiting).toEqual([]);
    expect(await sweep()).toMatchObject({ looked: 7, adopted: 7, slice: 4 });
    // Three of each of five rounds; without an end there they would be hundreds.
    expect(messages).toBeLessThan(60);
  });

  it('goes on where it was, whoever dies at any call', async () => {
    let deaths = 0;
    for (let point = 1; point < 120; point += 1) {
      world = await withRuns(3);
      world.publish([edited], true);
      while (world.waiting.length > 0) {
        const message = world.waiting.shift() ?? { body: null };
        await world.work(message, dying(point)).catch(() => {
          deaths += 1;
          return world.work(message);
        });
      }

      expect({ point, versions: versions() }).toEqual({ point, versions: [2, 2, 2] });
      const { doneAt, looked = 0 } = (await sweep()) ?? {};
      expect({ point, isDone: doneAt !== undefined && doneAt !== null, looked }).toEqual({ point, isDone: true, looked: 3 });
    }
    expect(deaths).toBeGreaterThan(60);
  });

  it('is taken over by a newer publication, which keeps what the older one promised those inside', async () => {
    world.publish([edited], true);
    await doSome(2);
    expect(versions().sort()).toEqual([1, 1, 1, 1, 1, 2, 2]);
    world.publish([again]);
    await world.settle();

    expect(versions()).toEqual([2, 2, 2, 2, 2, 2, 2]);
    expect(await sweep()).toMatchObject({ publication: 3, insideVersion: 2, looked: 7 });
    await world.pass(3 * daysMs + hoursMs);
    expect(world.mails.filter((line) => line.endsWith('m3'))).toHaveLength(7);
    expect(world.mails.filter((line) => line.endsWith('m4'))).toEqual([]);
  });

  it('keeps the promise of an older publication whose message comes late', async () => {
    world.publish([edited], true);
    world.publish([again]);
    world.waiting.reverse();
    await world.settle();

    expect(versions()).toEqual([2, 2, 2, 2, 2, 2, 2]);
    expect(await sweep()).toMatchObject({ publication: 3, insideVersion: 2 });
  });

  it('promises nothing to those inside where nobody did', async () => {
    world.publish([edited]);
    await world.settle();

    expect(versions()).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(await sweep()).toMatchObject({ publication: 2, insideVersion: null, looked: 7, adopted: 0 });
  });
});
