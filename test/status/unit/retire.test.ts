import { describe, expect, it } from '@jest/globals';
import { LeadListView } from '../../../api/leads/lead-view.ts';
import { WorkMessage } from '../../../events/index.ts';
import { activityAt, cardItem } from '../../../shared/cards/index.ts';
import { type Lead, noEvidence } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { returnOf } from '../../../shared/scoring/return-to-work.ts';
import { comeBackWork } from '../../../shared/status/come-back-work.ts';
import { askToComeBack, changeStatus, putNight } from '../../../shared/status/index.ts';
import { cardsPerSlice, retireSilentWork } from '../../../shared/status/retire-work.ts';
import { doWork } from '../../../shared/work/index.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { Killed } from '../../support/effects.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { workWorld } from '../../support/work.ts';

const made = '2026-11-22T03:00:00.000Z';
/** A hundred and eighty days and some hours after the leads were made. */
const night = '2027-05-21T19:00:00.000Z';
const lately = '2027-05-01T03:00:00.000Z';

/** A table with leads, by what each is and when its person did something last. */
function aged(leads: readonly (Partial<Lead> & { readonly active?: string })[]) {
  const world = createWorld();
  for (const [number, { active = made, ...changes }] of leads.entries()) {
    const lead = sampleLead({ leadId: LeadId.parse(`L${String(number).padStart(5, '0')}`), ...changes });
    world.table.seed({ ...keys.lead(lead.leadId), ...lead }, cardItem(lead, activityAt(active)));
  }
  const { parts, sent } = workWorld(world.table, new Date('2027-05-21T19:00:05.000Z'));
  const run = (request: Record<string, unknown> = { night, after: null }, table = parts.table) =>
    doWork({ v: 1, kind: retireSilentWork.kind, request }, [retireSilentWork], {
      ...parts,
      table,
      config: world.config,
      ids: world.parts.ids,
    });
  const rest = () => sent.work.splice(0).map(({ body }) => WorkMessage.parse(body).request);
  const statuses = () => world.leads().map(({ status }) => status);
  const told = () => world.timeline().flatMap(({ type, data }) => (type === 'lead.status_changed' ? [data] : []));
  return { world, run, rest, statuses, told };
}

describe('a night in which silent leads are retired', () => {
  it.each<[string, Partial<Lead> & { readonly active?: string }, Lead['status']]>([
    ['retires who has been silent for as long as the company says', {}, 'retired'],
    ['leaves whose person did something since', { active: lately }, 'active'],
    ['leaves what somebody changed since', { updatedAt: lately }, 'active'],
    ['never retires a customer', { stage: 'customer' }, 'active'],
    ['leaves a sale that is open', { evidence: { ...noEvidence, opportunities: { open: 1, accepted: 0, won: 0 } } }, 'active'],
    ['leaves who is recycled', { status: 'recycled' }, 'recycled'],
  ])('%s', async (_name, changes, status) => {
    const { run, statuses } = aged([changes]);

    await run();

    expect(statuses()).toEqual([status]);
  });

  it('keeps the owner, says why, and does it once', async () => {
    const { world, run, told } = aged([{}]);

    await run();
    await run();

    expect(told()).toEqual([{ from: 'active', to: 'retired', reason: 'silent', repId: null }]);
    expect(world.leads()).toMatchObject([{ owner: { repId: 'rep-lan' }, statusSet: { reason: 'silent' } }]);
  });

  it('passes no lead again that is retired, which lists still find by its activity', async () => {
    const { world, run } = aged([{}, { active: lately }]);
    await run();
    const ask = readRoutes(world);
    const list = async (query: Record<string, string>) => {
      const { body } = await ask('/v1/leads', 'admin@example.com', { query: { sort: 'activity', ...query } });
      return LeadListView.parse(body).items.map(({ leadId }) => leadId);
    };
    const lists = [await list({ status: 'retired' }), await list({})];
    const passed: unknown[] = [];

    await run(undefined, {
      ...world.table,
      async query(input) {
        const page = await world.table.query(input);
        if (input.IndexName === 'gsi2') passed.push(...page.items.map(({ pk }) => pk));
        return page;
      },
    });

    expect(lists).toEqual([['L00000'], ['L00001']]);
    expect(passed).toEqual(['LEAD#L00001']);
  });

  it('sets one timer of the next night, however often it runs', async () => {
    const { world, run } = aged([]);

    await run();
    await run();

    expect(world.itemsOf('DUE#')).toMatchObject([{ dueAt: '2027-05-22T19:00:00.000Z', queue: 'work', message: { kind: 'retireSilent' } }]);
  });

  it('goes on behind the slice before, and the rest sets no timer', async () => {
    const { world, run, rest, statuses } = aged(Array.from({ length: cardsPerSlice + 2 }, () => ({})));
    await run();
    const [next = {}, ...more] = rest();
    const left = statuses().filter((status) => status === 'active').length;

    await run(next);

    expect([left, more, rest(), new Set(statuses())]).toEqual([2, [], [], new Set(['retired'])]);
    expect(world.itemsOf('DUE#')).toHaveLength(1);
  });

  it('retires each lead once, wherever it is killed', async () => {
    const { world, run, statuses, told } = aged([{}, {}, { active: lately }]);
    for (let point = 1; ; point += 1) {
      const died = await run(undefined, dyingTable(world.table, point)).then(
        () => false,
        (error: unknown) => error instanceof Killed || Promise.reject(error),
      );
      if (!died) break;
    }

    expect([statuses(), told().length]).toEqual([['retired', 'retired', 'active'], 2]);
  });

  it.each([
    ['2026-11-22T03:00:00.000Z', '2026-11-22T19:00:00.000Z'],
    ['2026-11-22T19:00:00.000Z', '2026-11-23T19:00:00.000Z'],
  ])('comes once a day: after %s at %s', (now, dueAt) => {
    expect(putNight(new Date(now)).Put.Item).toMatchObject({ dueAt });
  });
});

describe('what brings a lead back that nobody works with', () => {
  const at = '2026-12-01T00:00:00.000Z';
  const later = '2026-12-02T00:00:00.000Z';
  const hot = { hot: { entryId: 'T1', at: later } };
  type Scored = Parameters<typeof returnOf>[0];

  it.each<[Lead['status'], string | null, object, string | null]>([
    ['retired', later, {}, 'act'],
    ['retired', '2026-11-30T00:00:00.000Z', {}, null],
    ['retired', null, hot, null],
    ['recycled', later, {}, null],
    ['recycled', later, hot, 'heat'],
    ['disqualified', later, hot, null],
    ['active', later, hot, null],
  ])('%s, after an act at %s and %j: %s', (status, actedAt, score, by) => {
    const lead = sampleLead({ status, statusSet: { at, reason: 'other' } });

    const asked = returnOf({ lead, score: { hot: null, ...score } as Scored['score'] }, actedAt);

    expect(asked?.by ?? null).toBe(by);
  });

  it('asks the pool of a recycled lead for an owner when it became hot, once', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', province: 'TP.HCM' }));
    await world.assignAll();
    const [{ leadId } = sampleLead()] = world.leads();
    await changeStatus({ leadId, to: 'recycled', reason: 'notNow', actor: { kind: 'user', id: 'mai' }, correlationId: 'r' }, world.parts);
    const { parts, sent } = workWorld(world.table, new Date(later));
    const { body } = askToComeBack({ leadId, by: 'heat', at: later });
    const back = () => doWork(body, [comeBackWork], { ...parts, config: world.parts.config, ids: world.parts.ids });

    await back();
    await back();
    world.sent.assign.push(...sent.assign);
    await world.assignAll();

    expect(world.leads()).toMatchObject([{ status: 'active', statusSet: { reason: 'heat' }, routing: { state: 'owned' } }]);
    expect(sent.assign[0]).toMatchObject({ body: { cause: 'returned' } });
    expect(world.timeline().filter(({ type }) => type === 'lead.status_changed')).toHaveLength(2);
  });
});
