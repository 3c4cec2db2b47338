import { parseRegistration } from '../../../../shared/registrations/registration.ts';
import { formId, registeringWorld } from '../../../support/registering.ts';
import { changeBy, type Repeatable, toldOf } from './ask.ts';

/** Somebody who has a place comes to the event: they came once, whoever says so again. */
async function checkIn(): Promise<Repeatable> {
  const workshop = registeringWorld();
  await workshop.post({ fullName: 'Trần Lan', email: 'lan@example.com' });
  await workshop.settle();
  const { world } = workshop;
  const codeOf = (email: string) => workshop.of(email)?.code ?? '';
  const before = toldOf(world, 'registration.changed')().changes;
  return {
    world,
    namesItself: true,
    ask: changeBy(world, 'POST /v1/events/{formId}/check-ins', (isOther) => ({
      path: { formId },
      // Nobody has the other code.
      body: { code: isOther ? 'K7AB-91ZZ' : codeOf('lan@example.com') },
    })),
    made: () => ({ changes: toldOf(world, 'registration.changed')().changes - before, messages: 0 }),
  };
}

/** Somebody who was taken for another did not come: once, whoever says so again. */
async function undoCheckIn(): Promise<Repeatable> {
  const there = await checkIn();
  await there.ask();
  const before = toldOf(there.world, 'registration.changed')().changes;
  const code = registrationIn(there.world)?.code ?? '';
  return {
    world: there.world,
    namesItself: true,
    ask: changeBy(there.world, 'POST /v1/events/{formId}/check-ins/undo', (isOther) => ({
      path: { formId },
      body: { code: isOther ? 'K7AB-91ZZ' : code },
    })),
    made: () => ({ changes: toldOf(there.world, 'registration.changed')().changes - before, messages: 0 }),
  };
}

const registrationIn = (world: Repeatable['world']) => world.itemsOf(' REG#').map(parseRegistration)[0];

/** Somebody comes who did not register: they have one place, whoever says so again. */
async function walkIn(): Promise<Repeatable> {
  const { world } = registeringWorld();
  return {
    world,
    namesItself: true,
    ask: changeBy(world, 'POST /v1/events/{formId}/walk-ins', (isOther) => ({
      path: { formId },
      // The other number can be called by nobody.
      body: { fullName: 'Trần Lan', phone: isOther ? '12' : '0912345678', consent: true },
    })),
    made: () => ({ changes: toldOf(world, 'registration.changed')().changes, messages: 0 }),
  };
}

/** Who came to an event. */
export const registrationRoutes = {
  'POST /v1/events/{formId}/check-ins': checkIn,
  'POST /v1/events/{formId}/check-ins/undo': undoCheckIn,
  'POST /v1/events/{formId}/walk-ins': walkIn,
} as const;
