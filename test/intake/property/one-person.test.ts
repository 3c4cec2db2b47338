import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEffects } from '../../support/effects.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const emails = ['', 'huong@example.com', 'HUONG@example.com ', 'nam@example.com', 'lan@example.com'];
const phones = ['', '0912 345 678', '+84912345678', '0987654321', '024 3825 7863', '1900 1234'];
const names = ['', 'Nguyễn Thị Hường', 'nguyen thi huong', 'Hường', 'Trần Văn Nam'];
const post = fc
  .record({ email: fc.constantFrom(...emails), phone: fc.constantFrom(...phones), fullName: fc.constantFrom(...names) })
  .filter(({ email, phone }) => email !== '' || phone !== '');
const posts = fc.array(post, { minLength: 1, maxLength: 12 });
type Posts = { email: string; phone: string; fullName: string }[];

const wanted = (email: string) => email.trim().toLowerCase();

/** What must hold however the posts came: the guards of identity, read from the end state. */
function check(world: World, given: Posts): void {
  const leads = world.leads();
  const byEmail = new Map(leads.flatMap((lead) => (lead.email === null ? [] : [[lead.email, lead.leadId] as const])));
  // One lead per address, and none that nobody posted: nothing was merged into another's.
  expect(leads.filter(({ email }) => email !== null)).toHaveLength(byEmail.size);
  expect(given.map(({ email }) => wanted(email))).toEqual(expect.arrayContaining([...byEmail.keys()]));
  expect(
    world
      .itemsOf('EMAIL#')
      .map(({ leadId }) => leadId)
      .sort(),
  ).toEqual([...byEmail.values()].sort());
  // Exactly one outcome each. A post with an address went to the lead of that address, or to one without any that has its number.
  const outcomes = given.map((_, index) => world.itemsOf(`#post-${index + 1} OUTCOME`));
  for (const [index, found] of outcomes.entries()) {
    expect(found).toHaveLength(1);
    const email = wanted(given[index]?.email ?? '');
    const taken = leads.find(({ leadId }) => leadId === found[0]?.leadId);
    if (email !== '') expect([email, null]).toContain(taken?.email);
  }
  const claims = world.itemsOf('PHONE#');
  for (const { leadId } of claims) expect(leads.some((lead) => lead.leadId === leadId)).toBe(true);
  const pairs = world.itemsOf(' MERGE#').map(({ leadId, otherLeadId }) => [String(leadId), String(otherLeadId)].sort().join());
  expect(new Set(pairs).size).toBe(pairs.length);
  // Every change of a lead has an entry of its own, so versions and entries agree.
  const told = new Set(world.timeline().map(({ leadId, leadVersion }) => `${leadId} ${leadVersion}`));
  expect(told.size).toBe(leads.reduce((sum, { version }) => sum + version, 0));
}

/** Who is who in the end, without ids: the set of leads by what identifies them. */
const people = (world: World) =>
  world
    .leads()
    .map(({ email, nameKey }) => `${email ?? ''}/${email === null ? nameKey : ''}`)
    .sort();

it('T4: no merge of two addresses, one candidate per pair, whatever people post', async () => {
  const numRuns = runs(25, 2_000);
  let leads = 0;
  await fc.assert(
    fc.asyncProperty(posts, async (given) => {
      const world = createWorld();
      for (const fields of given) await world.takeIn(world.post(fields));
      check(world, given);
      leads += world.leads().length;
    }),
    { numRuns, seed },
  );
  report(`T4 in order: ${numRuns} histories, ${leads} leads, seed ${seed}`);
});

it('T4: the same holds when the posts race each other and are delivered twice', async () => {
  const numRuns = runs(25, 1_000);
  await fc.assert(
    fc.asyncProperty(posts, fc.infiniteStream(fc.integer({ min: 0, max: 4 })), async (given, pauses) => {
      const world = createWorld();
      const refs = given.map((fields) => world.post(fields));
      const effect = createEffects();
      // Each call waits its own number of turns, which is what decides who comes first.
      world.slow(async () => {
        for (let turns = pauses.next().value ?? 0; turns > 0; turns -= 1) await effect('turn', () => undefined);
      });
      await Promise.all([...refs, ...refs.slice(0, 3)].map((ref) => world.takeIn(ref)));
      check(world, given);
    }),
    { numRuns, seed },
  );
  report(`T4 racing: ${numRuns} histories, seed ${seed}`);
});

it('ends in the same people whichever of several known addresses posts first', async () => {
  const numRuns = runs(10, 500);
  const own = fc.uniqueArray(fc.constantFrom('huong', 'nam', 'lan', 'ha', 'an'), { minLength: 2 });
  await fc.assert(
    fc.asyncProperty(
      own.chain((people) => fc.tuple(fc.constant(people), fc.shuffledSubarray(people, { minLength: people.length }))),
      async ([first, second]) => {
        const worlds = [createWorld(), createWorld()];
        for (const [index, order] of [first, second].entries()) {
          const world = worlds[index];
          for (const name of order) await world?.takeIn(world.post({ email: `${name}@example.com`, fullName: name, phone: '0912345678' }));
        }
        const [a, b] = worlds.map(people);
        expect(a).toEqual(b);
      },
    ),
    { numRuns, seed },
  );
  report(`same people in any order: ${numRuns} runs, seed ${seed}`);
});
