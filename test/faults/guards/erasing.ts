import { readErasure, wasErased } from '../../../shared/erasing/index.ts';
import { minutesMs } from '../../../shared/platform/clock.ts';
import type { ErasureId, LeadId } from '../../../shared/platform/ids.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { asksAs } from '../../support/as-user.ts';
import { digests } from '../../support/digests.ts';
import { lan, minh, worldOfLan } from '../../support/erasing.ts';
import type { Alarm, Guard } from './alarm.ts';
import { type Weakness, weakened } from './weakened-table.ts';

type Life = Awaited<ReturnType<typeof worldOfLan>>;
const admin = 'admin@example.com';
const off = (guard: Guard, weakness: Weakness): Weakness => (guard === 'on' ? {} : weakness);

/** All records that are Lan. */
const recordsOfLan = ({ world }: Life): Set<LeadId> =>
  new Set(world.leads().flatMap(({ leadId, email }) => (email === minh.email ? [] : [leadId])));

/** A table before the first transaction of which something happens. */
function before(table: Table, act: () => Promise<unknown>): Table {
  let isDone = false;
  return {
    ...table,
    async transact(writes) {
      if (!isDone) {
        isDone = true;
        await act();
      }
      await table.transact(writes);
    },
  };
}

/** Does all that is asked of work about the erasure over this table. */
async function runOver({ world, erase }: Life, table: Table): Promise<void> {
  for (let next = world.sent.work.shift(); next; next = world.sent.work.shift()) {
    if (next.groupId === 'erasePerson') await erase.runOne(next.body, table);
  }
}

/** Has the timers of looks after the end ring that are due. */
function ringLooks({ world }: Life): void {
  const now = world.parts.clock().toISOString();
  for (const { sk, message } of world.itemsOf('DUE#')) {
    if (String(sk) < now && Object(message).kind === 'erasePerson')
      world.sent.work.push({ body: message, groupId: 'erasePerson' } as never);
  }
}

const totalGone = (gone: Readonly<Record<string, number>> = {}): number => Object.values(gone).reduce((sum, count) => sum + count, 0);

/** How many items a certificate counts where one of them expires while the work looks at it. */
async function counted(weakness: Weakness, isOneExpiring: boolean): Promise<number> {
  const life = await worldOfLan();
  const { world, leadId, erase } = life;
  const erasureId = await erase.ask(leadId);
  world.pass(11_000);
  const [first] = world.sent.work.splice(0, 1);
  await erase.runOne(first?.body);
  const table = weakened(world.table, weakness);
  const expire = async () => world.table.deleteAll(world.itemsOf('VISITOR#').slice(0, 1) as never);
  await runOver(life, isOneExpiring ? before(table, expire) : table);
  return totalGone((await readErasure(world.table, erasureId))?.gone);
}

export const erasingAlarms: readonly Alarm[] = [
  {
    invariant: 11,
    guard: 'the version of the record when it goes, and a colleague gives it another number meanwhile',
    async prove(guard) {
      const life = await worldOfLan();
      const { world, leadId, erase } = life;
      const gone = recordsOfLan(life);
      await erase.ask(leadId);
      world.pass(11_000);
      const table = weakened(world.table, off(guard, { ignoresConditionsOn: ({ pk, sk }) => pk.startsWith('LEAD#') && sk === 'LEAD' }));
      const version = world.leads().find((lead) => lead.leadId === leadId)?.version;
      const change = () =>
        asksAs(world, admin)('PATCH /v1/leads/{leadId}', { path: { leadId }, body: { phone: '0977000111' }, ifMatch: `"${version}"` });
      await runOver(life, before(table, change));
      return world
        .itemsOf('PHONE#')
        .filter((claim) => gone.has(claim.leadId as LeadId))
        .map(() => 'a number still finds a record that is erased');
    },
  },
  {
    invariant: 11,
    guard: 'the version of the erasure, where somebody calls it off in the moment in which it begins',
    async prove(guard) {
      const life = await worldOfLan();
      const { world, leadId, erase } = life;
      const erasureId = await erase.ask(leadId);
      world.pass(11_000);
      const table = weakened(world.table, off(guard, { ignoresVersionsOn: ({ pk }) => pk.startsWith('ERASURE#') }));
      const late = before(table, async () => runOver(life, world.table));
      await asksAs(world, admin, late)('POST /v1/erasures/{erasureId}/cancel', { path: { erasureId } });
      const { state } = await erase.read(erasureId);
      const isThere = world.leads().some((lead) => lead.leadId === leadId);
      return state === 'cancelled' && !isThere ? ['an erasure is called off, and the person is gone'] : [];
    },
  },
  {
    invariant: 11,
    guard: 'the condition of each removal that the item is still there',
    async prove(guard) {
      const whole = await counted({}, false);
      const weakness = off(guard, { ignoresConditionsOn: ({ pk }) => pk.startsWith('VISITOR#') });
      const other = await counted(weakness, true);
      return other === whole - 1 ? [] : [`the certificate counts ${other} items, of which one was gone before`];
    },
  },
  {
    invariant: 11,
    guard: 'the condition of whoever writes under a record that it is there',
    async prove(guard) {
      const life = await worldOfLan();
      const { world, leadId, erase } = life;
      await erase.ask(leadId);
      world.pass(11_000);
      const table = weakened(world.table, off(guard, { ignoresConditionsOn: ({ sk }) => sk === 'LEAD' }));
      const late = before(table, async () => runOver(life, world.table));
      await asksAs(world, admin, late)('POST /v1/leads/{leadId}/notes', { path: { leadId }, body: { text: 'Chị Lan gọi lại' } });
      return world.itemsOf(`LEAD#${leadId} NOTE#`).map(() => 'a note stands under a record that is erased');
    },
  },
  {
    invariant: 11,
    guard: 'the looks after the end',
    async prove(guard) {
      const life = await worldOfLan();
      const { world, leadId, erase } = life;
      await erase.ask(leadId);
      world.pass(11_000);
      const weakness = off(guard, {
        forgets: ({ pk, sk }) => pk.startsWith('DUE#') && Date.parse(sk.slice(0, 24)) > world.parts.clock().getTime() + 2 * minutesMs,
      });
      await runOver(life, weakened(world.table, weakness));
      // What was on its way, from somebody who looked before the end.
      world.table.seed({ pk: `LEAD#${leadId}`, sk: 'FIND#0', text: 'lan chi' });
      world.pass(16 * minutesMs);
      ringLooks(life);
      await runOver(life, world.table);
      return world.itemsOf(`LEAD#${leadId} FIND#`).map(() => 'what came after the end stays for ever');
    },
  },
  {
    invariant: 11,
    guard: 'the marks by which nobody is brought back',
    async prove(guard) {
      const life = await worldOfLan();
      const { world, leadId, erase } = life;
      const erasureId: ErasureId = await erase.ask(leadId);
      world.pass(11_000);
      await runOver(life, weakened(world.table, off(guard, { forgets: ({ pk }) => pk.startsWith('ERASED#') })));
      const email = digests.email(lan.email);
      const known = await wasErased(world.table, [email]);
      const isDone = (await readErasure(world.table, erasureId))?.phase === 'done';
      return isDone && !known.has(email) ? ['a list would bring back whoever was erased'] : [];
    },
  },
];
