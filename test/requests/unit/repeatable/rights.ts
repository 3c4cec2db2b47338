import { createWorld } from '../../../support/lead-world/world.ts';
import { changeBy, type Repeatable } from './ask.ts';

const remindersIn = (world: Repeatable['world']) => world.itemsOf('DUE#').filter(({ groupId }) => groupId === 'remindOfRights').length;

/** A request of a person is noted; again without a key, another one. */
async function noteRequest(): Promise<Repeatable> {
  const world = createWorld();
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'POST /v1/rights/requests', (isOther) => ({
      path: {},
      body: { kind: isOther ? 'delete' : 'view', via: 'email' },
    })),
    made: () => ({ changes: world.itemsOf('RIGHTS#').length, messages: remindersIn(world) }),
  };
}

/** A request is done. */
async function changeRequest(): Promise<Repeatable> {
  const { world, ask } = await noteRequest();
  const { requestId } = JSON.parse((await ask()).body);
  return {
    world,
    ask: changeBy(world, 'PATCH /v1/rights/requests/{requestId}', (isOther) => ({
      path: { requestId },
      body: isOther ? { close: 'refused', refusal: 'notOurs' } : { close: 'done' },
    })),
    made: () => ({ changes: world.itemsOf('RIGHTS#').filter(({ closedAt }) => closedAt !== undefined).length, messages: 0 }),
  };
}

/** A breach is noted; again without a key, another one. */
async function noteBreach(): Promise<Repeatable> {
  const world = createWorld();
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'POST /v1/rights/breaches', (isOther) => ({ path: {}, body: { people: isOther ? 2 : 1 } })),
    made: () => ({ changes: world.itemsOf('BREACH#').length, messages: remindersIn(world) }),
  };
}

/** What is known of a breach is filled in; again, as often as it is asked for. */
async function changeBreach(): Promise<Repeatable> {
  const { world, ask } = await noteBreach();
  const { breachId } = JSON.parse((await ask()).body);
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'PATCH /v1/rights/breaches/{breachId}', (isOther) => ({ path: { breachId }, body: { records: isOther ? 2 : 1 } })),
    made: () => ({ changes: Number(world.itemsOf('BREACH#')[0]?.version) - 1, messages: 0 }),
  };
}

/** The register of what people ask, and of breaches. */
export const rightsRoutes = {
  'POST /v1/rights/requests': noteRequest,
  'PATCH /v1/rights/requests/{requestId}': changeRequest,
  'POST /v1/rights/breaches': noteBreach,
  'PATCH /v1/rights/breaches/{breachId}': changeBreach,
} as const;
