import { intakeSubmission } from '../../../shared/intake/index.ts';
import { ConflictError } from '../../../shared/platform/errors.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { assignLeads } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { type Alarm, dice, type Guard, stumble } from './alarm.ts';
import { type Weakness, weakened } from './weakened-table.ts';

const off = (guard: Guard, weakness: Weakness): Weakness => (guard === 'on' ? {} : weakness);

/** Takes posts in at once, over a table with this weakness. */
async function takeIn(posts: readonly Record<string, string>[], weakness: Weakness): Promise<World> {
  const world = createWorld();
  world.slow(stumble(dice()));
  const parts = { ...world.parts, table: weakened(world.table, weakness) };
  const refs = posts.map((fields) => world.post(fields));
  await Promise.all(
    refs.map((ref) =>
      intakeSubmission(ref, parts).catch((error: unknown) => {
        if (!(error instanceof ConflictError)) throw error;
      }),
    ),
  );
  return world;
}

const wrongFirms = (world: World, expected: number): string[] => {
  const found = world.itemsOf(' COMPANY').length;
  return found === expected ? [] : [`the people of ${expected} firm came to ${found}`];
};

const colleagues = Array.from({ length: 8 }, (_, index) => ({ fullName: `Người ${index}`, email: `n${index}@songthu.vn` }));
const clients = Array.from({ length: 8 }, (_, index) => ({
  fullName: `Người ${index}`,
  email: `n${index}@gmail.com`,
  taxCode: '0101248141',
}));

export const firmAlarms: readonly Alarm[] = [
  {
    invariant: 2,
    guard: "the domain claim's attribute_not_exists",
    prove: async (guard) =>
      wrongFirms(await takeIn(colleagues, off(guard, { ignoresVersionsOn: ({ pk }) => pk.startsWith('DOMAIN#') })), 1),
  },
  {
    invariant: 2,
    guard: "the tax code guard's attribute_not_exists",
    prove: async (guard) =>
      wrongFirms(await takeIn(clients, off(guard, { ignoresConditionsOn: ({ pk }) => pk.startsWith('TAXCODE#') })), 1),
  },
  {
    invariant: 3,
    guard: "the firm's version, where its first people go to two pools at once",
    async prove(guard) {
      const world = createWorld();
      for (const id of ['north', 'south']) world.config.change(poolKind, id, (pool) => ({ ...pool, sticky: ['company' as const] }));
      for (const [email, province] of [
        ['a@songthu.vn', 'Hà Nội'],
        ['b@songthu.vn', 'Hồ Chí Minh'],
      ] as const) {
        await world.takeIn(world.post({ fullName: 'Trần Lan', email, province }));
      }
      const told: string[] = [];
      const weakness = off(guard, { ignoresVersionsOn: ({ pk }) => pk.startsWith('COMPANY#') });
      const table = weakened(world.table, weakness);
      const { transact } = table;
      const watched = {
        ...table,
        async transact(writes: Parameters<typeof transact>[0]) {
          await transact(writes);
          const owner = writes
            .map((write) => ('Put' in write ? Object(write.Put.Item?.owner) : {}))
            .find(({ since }) => since !== undefined);
          if (writes.some((write) => 'Put' in write && String(write.Put.Item?.pk).startsWith('COMPANY#'))) told.push(String(owner?.repId));
        },
      };
      world.slow(() => new Promise((resolve) => setImmediate(resolve)));
      const parts = { ...world.parts, table: watched };
      const messages = world.sent.assign.map(({ body }) => body) as Parameters<typeof assignLeads>[1];
      await Promise.all(messages.map((message) => assignLeads(PoolId.parse(message.poolId), [message], parts)));
      return told.length <= 1 ? [] : [`a firm was given ${told.length} times`];
    },
  },
];
