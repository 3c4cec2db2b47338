import { expect, it } from '@jest/globals';
import { CallOutcomeListView } from '../../../api/calls/list-outcomes.ts';
import { outcomeKind } from '../../../shared/call-log/outcome-config.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';

it('lists how a call may end for the rep who logs it, in the order of the configuration, with what follows', async () => {
  const { world, logged, otherRep } = await createCallFloor();
  const configured = [...(await world.config.current(outcomeKind)).documents.values()];

  const { status, body } = await readRoutes(world)('/v1/call-outcomes', otherRep);

  const { items } = CallOutcomeListView.parse(body);
  expect(status).toBe(200);
  expect(items.map(({ id }) => id)).toEqual(configured.map(({ id }) => String(id)));
  expect(items.find(({ id }) => id === 'noAnswer')).toMatchObject({
    isReached: false,
    isFinal: false,
    next: { task: 'call', afterMinutes: 120, atMost: 2 },
    afterwards: { do: 'recall', reason: null },
  });
  expect(items.find(({ id }) => id === 'wrongNumber')).toMatchObject({
    next: null,
    afterwards: { do: 'disqualify', reason: 'wrongNumber' },
  });
  const [first] = items;
  expect(await logged({ outcome: first?.id })).toMatchObject({ outcome: 'noAnswer' });
});

it('is no list for marketers, who log no calls', async () => {
  const { world } = await createCallFloor();

  expect((await readRoutes(world)('/v1/call-outcomes', 'marketer@example.com')).status).toBe(404);
});
