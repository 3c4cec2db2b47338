import { describe, expect, it } from '@jest/globals';
import { LeadListView } from '../../../api/leads/lead-view.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { countingTable } from '../../support/counting-table.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { pathOf } from '../../support/post-ref.ts';

const north = { province: 'Hà Nội' };

/** A lead of somebody else's, a couple that shares a number, and a caller who owns none of them. */
async function setUp() {
  const world = createWorld();
  const posts = [
    { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', ...north },
    { fullName: 'Trần Văn Nam', email: 'nam@example.com', phone: '0987654321', ...north },
    { fullName: 'Lê Thị Hoa', email: 'hoa@example.com', phone: '0987654321', ...north },
  ];
  const refs = posts.map((fields) => world.post(fields));
  for (const ref of refs) await world.takeIn(ref);
  await world.assignAll();
  const owners = new Set(world.leads().map(({ owner }) => owner?.repId));
  const reps = [...(await world.config.current(repKind)).documents.values()];
  const stranger = reps.find(({ id }) => !owners.has(id))?.email ?? '';
  return { world, stranger, refs };
}

describe('who asks for a person of somebody else', () => {
  it.each([
    ['a foreign address and nobody’s', { email: 'huong@example.com' }, { email: 'nobody@example.com' }],
    ['a foreign number and nobody’s', { phone: '0912345678' }, { phone: '0911111111' }],
    ['a shared number and nobody’s', { phone: '0987654321' }, { phone: '0911111111' }],
  ])('gets the same answer by the same reads: %s', async (_what, foreign, nobodys) => {
    const { world, stranger } = await setUp();
    const ask = async (email: string, query: Record<string, string>) => {
      const table = countingTable(world.table);
      const answer = await readRoutes({ ...world, table })('/v1/leads', email, { query });
      return { answer, reads: table.reads };
    };

    for (const caller of [stranger, 'manager.south@example.com']) {
      const [theirs, none] = [await ask(caller, foreign), await ask(caller, nobodys)];

      expect(LeadListView.parse(theirs.answer.body).items).toEqual([]);
      expect(theirs.answer.text).toBe(none.answer.text);
      expect(theirs.reads).toEqual(none.reads);
    }
    const found = await ask('admin@example.com', foreign);
    expect(LeadListView.parse(found.answer.body).items.length).toBeGreaterThan(0);
  });

  it('gets the same answer by the same reads for a post that became a foreign lead and one that became none', async () => {
    const { world, stranger, refs } = await setUp();
    const held = world.post({ fullName: 'http://spam.example/x', email: 'x@example.com', ...north });
    await world.takeIn(held);

    const answers = await Promise.all(
      [refs[0], held].map(async (ref) => {
        const table = countingTable(world.table);
        const { status, text } = await readRoutes({ ...world, table })('/v1/forms/{formId}/submissions/{submissionId}', stranger, {
          path: ref ? pathOf(ref) : {},
        });
        return { status, text, reads: table.reads };
      }),
    );

    expect(answers[0]).toEqual({ ...answers[1], status: 404 });
  });
});
