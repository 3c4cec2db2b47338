import { splitLeadsWork } from '../../../../shared/splits/split-work.ts';
import { south, splitWorld } from '../../../support/splits.ts';
import { changeBy, type Repeatable } from './ask.ts';

/** How many splits and hand-overs are being taken back. */
const undoneIn = (world: Repeatable['world']) => () => ({
  changes: world.itemsOf('SPLITS#').filter(({ phase }) => phase === 'undoing').length,
  messages: timersOf(world, splitLeadsWork.kind),
});

/** What waits goes to a rep; asked again, there is nothing left. */
async function startSplit(): Promise<Repeatable> {
  const { world, members } = await splitWorld(2);
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'POST /v1/pools/{poolId}/splits', (isOther) => ({
      path: { poolId: south },
      body: { to: [{ repId: members[isOther ? 1 : 0] }] },
    })),
    made: () => ({ changes: world.itemsOf('SPLITS#').length, messages: timersOf(world, splitLeadsWork.kind) }),
  };
}

/** What a rep has goes to a colleague; the plan is made anew each time. */
async function handOver(): Promise<Repeatable> {
  const { world, members, split, runAll } = await splitWorld(2);
  await split({ to: [{ repId: members[0] }] });
  await runAll();
  const [before, timers] = [world.itemsOf('SPLITS#').length, timersOf(world, splitLeadsWork.kind)];
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'POST /v1/reps/{repId}/hand-over', (isOther) => ({
      path: { repId: members[0] ?? '' },
      body: { to: [{ repId: members[isOther ? 2 : 1] }] },
    })),
    made: () => ({ changes: world.itemsOf('SPLITS#').length - before, messages: timersOf(world, splitLeadsWork.kind) - timers }),
  };
}

/** A rep is given back what was handed over. */
async function undoHandOver(): Promise<Repeatable> {
  const { world, members, split, handOver: ask, runAll } = await splitWorld(2);
  const [repId = '', other] = members;
  await split({ to: [{ repId }] });
  await runAll();
  const { splitId } = (await ask(repId, { to: [{ repId: other }] })).body;
  await runAll();
  return {
    world,
    ask: changeBy(world, 'POST /v1/reps/{repId}/hand-over/{splitId}/undo', (isOther) => ({
      path: { repId, splitId: isOther ? 'nosuchsplit' : (splitId ?? '') },
    })),
    namesItself: true,
    made: undoneIn(world),
  };
}

/** Timers of a kind of work, each the net behind a message. */
const timersOf = (world: Repeatable['world'], kind: string) => world.itemsOf('DUE#').filter(({ groupId }) => groupId === kind).length;

/** A split is taken back. */
async function undoSplit(): Promise<Repeatable> {
  const { world, members, split, runAll } = await splitWorld(2);
  const { splitId } = (await split({ to: [{ repId: members[0] }] })).body;
  await runAll();
  return {
    world,
    ask: changeBy(world, 'POST /v1/pools/{poolId}/splits/{splitId}/undo', (isOther) => ({
      path: { poolId: south, splitId: isOther ? 'nosuchsplit' : (splitId ?? '') },
    })),
    namesItself: true,
    made: undoneIn(world),
  };
}

/** Many leads that go at once. */
export const splitRoutes = {
  'POST /v1/pools/{poolId}/splits': startSplit,
  'POST /v1/reps/{repId}/hand-over': handOver,
  'POST /v1/reps/{repId}/hand-over/{splitId}/undo': undoHandOver,
  'POST /v1/pools/{poolId}/splits/{splitId}/undo': undoSplit,
} as const;
