import { expect, it } from '@jest/globals';
import { TimelineView } from '../../../api/leads/timeline-view.ts';
import { eventOf, parseTimelineEntries } from '../../../shared/leads/index.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld } from '../../support/lead-world/world.ts';

/** A lead with an entry by an actor of a kind that only a later version of the code knows. */
async function setUp() {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
  const [entry] = world.itemsOf(' TIMELINE#');
  if (!entry) throw new Error('no entry');
  const later = { ...entry, actor: { kind: 'import', id: 'import/october/row-7', row: 7 } };
  world.table.seed(later);
  return { world, later, leadId: String(entry.leadId) };
}

it.each(['admin@example.com', 'marketer@example.com'])(
  'shows a history with an actor of a later version to %s, whose id it keeps back',
  async (user) => {
    const { world, leadId } = await setUp();

    const { body } = await readRoutes(world)('/v1/leads/{leadId}/timeline', user, { path: { leadId } });

    expect(TimelineView.parse(body).items.map(({ actor }) => actor)).toContainEqual({ kind: 'system', id: 'unknown' });
    expect(JSON.stringify(body)).not.toContain('row-7');
  },
);

it('publishes an entry by an actor of a later version as it is', async () => {
  const { later } = await setUp();

  const [entry] = parseTimelineEntries(later);

  expect(entry && eventOf(entry).detail).toMatchObject({ actor: { kind: 'import', id: 'import/october/row-7' } });
});
