import { userKind } from '../../../../shared/access/user-config.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
import { offerLeads } from '../../../support/offers.ts';
import { changeBy, onlyLeadOf, type Repeatable } from './ask.ts';

/** Timers of the work that performs, each the net behind a message. */
const timersOf = (world: Repeatable['world']) => world.itemsOf('DUE#').filter(({ groupId }) => groupId === 'performHeld').length;

/** A rep declines what is offered to them, and may take it back; done again without a key it is another act. */
async function holdAct(): Promise<Repeatable> {
  const world = createWorld();
  offerLeads(world);
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  await world.assignAll();
  const { leadId, owner } = onlyLeadOf(world);
  const { documents } = await world.config.current(userKind);
  const user = [...documents.values()].find((one) => one.role === 'rep' && one.repId === owner?.repId)?.email ?? '';
  const ask = changeBy(world, 'POST /v1/leads/{leadId}/held', (isOther) => ({
    path: { leadId },
    body: { act: { is: 'decline', reason: isOther ? 'other' : 'noCapacity' } },
  }));
  return {
    world,
    isNewEachTime: true,
    ask: (asked = {}, table = world.table) => ask({ user, ...asked }, table),
    made: () => ({ changes: world.itemsOf(`${leadId} HELD#`).length, messages: timersOf(world) }),
  };
}

/** It ends, one way or the other. */
const endHeld = (routeKey: string, state: 'done' | 'takenBack') => async (): Promise<Repeatable> => {
  const { world, ask: hold } = await holdAct();
  const { leadId, owner } = onlyLeadOf(world);
  const { documents } = await world.config.current(userKind);
  const user = [...documents.values()].find((one) => one.role === 'rep' && one.repId === owner?.repId)?.email ?? '';
  const { heldActId } = JSON.parse((await hold()).body);
  const ask = changeBy(world, routeKey, (isOther) => ({ path: { leadId, heldActId: isOther ? 'H999' : heldActId } }));
  return {
    world,
    namesItself: true,
    ask: (asked = {}, table = world.table) => ask({ user, ...asked }, table),
    made: () => ({
      changes: world.itemsOf(`${leadId} HELD#`).filter((held) => held.state === state).length,
      // The timer that a decline itself sets has the pool asked.
      messages: world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('declined')).length,
    }),
  };
};

/** What cannot be undone, and what takes it back. */
export const heldRoutes = {
  'POST /v1/leads/{leadId}/held': holdAct,
  'POST /v1/leads/{leadId}/held/{heldActId}/now': endHeld('POST /v1/leads/{leadId}/held/{heldActId}/now', 'done'),
  'DELETE /v1/leads/{leadId}/held/{heldActId}': endHeld('DELETE /v1/leads/{leadId}/held/{heldActId}', 'takenBack'),
} as const;
