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

/** Who came to an event. */
export const registrationRoutes = { 'POST /v1/events/{formId}/check-ins': checkIn } as const;
