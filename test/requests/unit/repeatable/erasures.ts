import { changeBy, type Repeatable, withLead } from './ask.ts';

/** Timers of the work that erases, each the net behind a message. */
const timersOf = (world: Repeatable['world']) => world.itemsOf('DUE#').filter(({ groupId }) => groupId === 'erasePerson').length;

/** A person is to be erased; asked again without a key, once more. */
async function eraseLead(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  return {
    world,
    isNewEachTime: true,
    ask: changeBy(world, 'DELETE /v1/leads/{leadId}', (isOther) => ({
      path: { leadId: lead.leadId },
      query: { reason: isOther ? 'other' : 'personAsked' },
    })),
    made: () => ({ changes: world.itemsOf('ERASURE#').length, messages: timersOf(world) }),
  };
}

/** An erasure is called off. */
async function cancelErasure(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  const begin = changeBy(world, 'DELETE /v1/leads/{leadId}', () => ({ path: { leadId: lead.leadId }, query: { reason: 'personAsked' } }));
  const { erasureId } = JSON.parse((await begin()).body);
  return {
    world,
    ask: changeBy(world, 'POST /v1/erasures/{erasureId}/cancel', (isOther) => ({
      path: { erasureId: isOther ? 'nosucherasure' : erasureId },
    })),
    namesItself: true,
    made: () => ({ changes: world.itemsOf('ERASURE#').filter(({ phase }) => phase === 'cancelled').length, messages: 0 }),
  };
}

/** Erasing people. */
export const erasureRoutes = {
  'DELETE /v1/leads/{leadId}': eraseLead,
  'POST /v1/erasures/{erasureId}/cancel': cancelErasure,
} as const;
