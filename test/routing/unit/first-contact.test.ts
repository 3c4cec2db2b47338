import { describe, expect, it } from '@jest/globals';
import { companyKind } from '../../../shared/company/company-config.ts';
import { WorkingHours } from '../../../shared/company/hours-config.ts';
import { claimFloating, giveByHand, releaseByHand } from '../../../shared/owners/index.ts';
import { EntryId, leadSubject, RepId } from '../../../shared/platform/ids.ts';
import { findContactDue } from '../../../shared/routing/index.ts';
import { type PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { contactDueAt } from '../../../shared/routing/rules-first-contact.ts';
import { changed, hotCall, readTasks, type Task, writeTasks } from '../../../shared/tasks/index.ts';
import { openWorld } from '../../support/claims.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { OfferedWorld } from '../../support/offers.ts';

const hours = 3_600_000;
/** Tuesday at 08:15 in Vietnam. */
const tuesday = '2026-11-24T01:15:00.000Z';

type World = OfferedWorld['world'];

async function contacts(world: World): Promise<Task[]> {
  const [lead] = world.leads();
  const tasks = lead ? await readTasks(world.table, lead.leadId) : [];
  return tasks.filter(({ reason, status }) => status === 'open' && (reason === 'firstContact' || reason === 'hot'));
}

const dueOf = async (world: World) => (await contacts(world)).map(({ dueAt }) => dueAt);

/** A lead that a rep has since Monday at 10:00 in Vietnam. */
const owned = (pool: Partial<PoolConfig> = {}) => OfferedWorld.create({}, { accept: 'none', ...pool });

const admin = { userId: 'admin', email: 'a@example.com', role: 'admin' } as never;

/** Somebody else of the pool than who has the lead. */
async function colleague({ world, lead }: OfferedWorld) {
  const members = (await world.config.current(poolKind)).documents.get('south')?.members ?? [];
  return RepId.parse(members.find(({ repId }) => repId !== lead.owner?.repId)?.repId);
}

describe('a first contact', () => {
  const company = { timeZone: 'Asia/Ho_Chi_Minh', workingHours: WorkingHours.parse({}) };
  const since = new Date('2026-11-28T15:00:00.000Z');

  it.each([
    ['a quarter of an hour into the hours of the company', undefined, {}, '2026-11-30T01:15:00.000Z'],
    ['as many minutes as the company says', undefined, { firstContactMinutes: 30 }, '2026-11-30T01:30:00.000Z'],
    ['as many as the pool says', { firstContactMinutes: 60 }, { firstContactMinutes: 30 }, '2026-11-30T02:00:00.000Z'],
  ] as const)('is due %s', (_name, pool, said, due) => {
    const rep = { leave: [{ from: '2026-11-28', to: '2027-11-28' }] } as never;
    const awaited = { since, company: { ...company, ...said }, rep };

    // Whatever leave the rep takes: the person waits.
    expect(contactDueAt(pool, awaited).toISOString()).toBe(due);
  });

  it('is due within the hours that its rep works, before those of the pool and the company', async () => {
    const { world } = await owned();
    const owner = world.leads()[0]?.owner;
    const night = { week: { monday: [{ from: '20:00', to: '23:00' }] } } as never;
    world.config.change(repKind, owner?.repId ?? '', (rep) => ({ ...rep, workingHours: night }));

    const due = await findContactDue(owner as never, new Date('2026-11-23T11:00:00.000Z'), world.config);

    expect(due).toBe('2026-11-23T13:15:00.000Z');
  });
});

describe('who gets a lead in the evening is to reach out on the next morning', () => {
  const evening = 10 * hours;

  it('by turn', async () => {
    const world = createWorld();
    world.pass(24 * hours + evening);
    await world.takeIn(world.post({ fullName: 'Trần Văn Nam', email: 'nam@example.com', phone: '0912345679', province: 'TP.HCM' }));
    await world.assignAll();

    expect(await dueOf(world)).toEqual([tuesday]);
  });

  it('by accepting it', async () => {
    const offered = await OfferedWorld.create({ withinMinutes: 24 * 60 });
    const own = await offered.own();
    offered.world.pass(evening);
    await offered.accept(own);

    expect(await dueOf(offered.world)).toEqual([tuesday]);
  });

  it('by being first to claim it', async () => {
    const { world, arrive, opened, claim, repIds } = await openWorld();
    world.pass(evening);
    await arrive();
    await claim(await opened(), repIds[0] ?? RepId.parse('none'));

    expect(await dueOf(world)).toEqual([tuesday]);
  });

  it.each(['hand', 'floating'] as const)('by %s', async (how) => {
    const offered = await owned({ floating: { perDay: 9 } });
    const { world, lead } = offered;
    const repId = await colleague(offered);
    const asked = { leadId: lead.leadId, correlationId: 'c', along: () => [], seenVersion: undefined, reason: 'workload' };
    world.pass(evening);
    if (how === 'hand') {
      await giveByHand({ ...asked, principal: admin, opportunityId: undefined, credit: undefined, to: { repId } } as never, world.parts);
    } else {
      await releaseByHand({ ...asked, of: asked, principal: admin } as never, world.parts);
      await claimFloating({ ...asked, of: asked, principal: { userId: 'r', role: 'rep', repId } as never }, world.parts);
    }

    expect(await dueOf(world)).toEqual([tuesday]);
  });
});

describe('the call of a rep, when hours change', () => {
  const holiday = (world: World) =>
    world.config.change(companyKind, 'company', (company) => ({
      ...company,
      workingHours: { ...company.workingHours, holidays: [{ date: '2026-11-23', name: 'Nghỉ', hours: [] }] } as never,
    }));

  it('is due by the hours as they are, also one that a rise asks for; looked at twice it is moved once', async () => {
    const { world, lead } = await owned();
    const at = world.parts.clock();
    const rise = { leadId: lead.leadId, subject: leadSubject, repId: lead.owner?.repId as never, entryId: EntryId.parse('T9') };
    await world.table.transact(writeTasks([hotCall({ ...rise, dueAt: at.toISOString() }, at)], at));
    const before = await contacts(world);
    holiday(world);

    await retimed(world);
    const once = await contacts(world);
    await retimed(world);

    expect(before.map(({ dueAt }) => dueAt.slice(0, 10))).toEqual(['2026-11-23', '2026-11-23']);
    expect(once.map(({ dueAt }) => dueAt)).toEqual([tuesday, tuesday]);
    expect(await contacts(world)).toEqual(once);
  });

  it.each([
    ['whoever put it off', { snoozes: 1, dueAt: '2026-11-23T09:00:00.000Z' }],
    ['whoever was handed it', { isHandedOver: true }],
  ])('stays as it is for %s', async (_who, said) => {
    const { world } = await owned();
    const [task] = await contacts(world);
    if (!task) throw new Error('no first contact');
    await world.table.transact(writeTasks([changed(task, said)], world.parts.clock()));
    const before = await contacts(world);
    holiday(world);

    await retimed(world);

    expect(await contacts(world)).toEqual(before);
  });
});

/** Has the calls looked at, as behind a publication. */
const retimed = (world: World) => OfferedWorld.prototype.lookAtOffers.call({ world } as never);
