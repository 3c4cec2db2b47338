import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { UserConfig } from '../../../shared/access/user-config.ts';
import { leadersOfRep, tellReadingWork } from '../../../shared/notices/tell-reading.ts';
import { RepId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { revealNumber } from '../../../shared/revealing/index.ts';
import { countReading } from '../../../shared/revealing/readings.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { OfferedWorld } from '../../support/offers.ts';
import { unheardQueue } from '../../support/queues.ts';

const lan = RepId.parse('rep-lan');
const at = (text: string) => new Date(`${text}.000Z`);

/** A table in which a rep read so many numbers in past hours. */
function reader(days: Readonly<Record<string, Readonly<Record<string, number>>>>) {
  const table = memoryTable();
  for (const [date, hours] of Object.entries(days)) {
    const total = Object.values(hours).reduce((sum, count) => sum + count, 0);
    table.seed({ ...keys.readOn(lan, date), hours, total });
  }
  const read = async (when: Date, times = 1) => {
    const found = [];
    for (let time = 0; time < times; time += 1) {
      const { write, unusual } = await countReading(table, lan, when);
      await table.transact([write]);
      found.push(unusual);
    }
    return found.filter((one) => one !== null);
  };
  return { table, read };
}

describe('what a rep reads', () => {
  it('is held against the middle one of their own hours of the last 30 days, and told once a day', async () => {
    const usual = { '2026-11-02': { '02': 10, '03': 8 }, '2026-11-20': { '07': 300 }, '2026-10-01': { '02': 1 } };
    const { read } = reader(usual);

    expect(await read(at('2026-11-24T02:10:00'), 30)).toEqual([]);
    expect(await read(at('2026-11-24T02:20:00'), 20)).toEqual([{ numbers: 31, usual: 10 }]);
    expect(await read(at('2026-11-24T09:00:00'), 200)).toEqual([]);
    expect(await read(at('2026-11-25T02:00:00'), 151)).toEqual([{ numbers: 151, usual: 50 }]);
  });

  it('of a handful is never unusual, and of who is new is from twenty on', async () => {
    expect(await reader({ '2026-11-20': { '02': 1 } }).read(at('2026-11-24T02:00:00'), 19)).toEqual([]);
    expect(await reader({}).read(at('2026-11-24T02:00:00'), 40)).toEqual([{ numbers: 20, usual: 0 }]);
  });

  it('is read from the past only where there is much of it', async () => {
    const { table, read } = reader({});
    let queries = 0;
    const { query } = table;
    table.query = (input) => {
      queries += 1;
      return query(input);
    };

    await read(at('2026-11-24T02:00:00'), 19);
    expect(queries).toBe(0);
  });
});

describe('the leaders of a rep who reads far more than usual', () => {
  it('are told by a mail each, once a day', async () => {
    const { world, lead, assignment } = await accepted();
    const repId = RepId.parse((await assignment()).repId ?? '');
    const now = world.parts.clock().toISOString();
    const [date = '', time = ''] = now.split('T');
    world.table.seed({ ...keys.readOn(repId, date), hours: { [time.slice(0, 2)]: 24 }, total: 24 });
    const ask = () => revealNumber({ leadId: lead.leadId, repId, actor: { kind: 'rep', id: repId }, correlationId: 'c' }, world.parts);
    const timers = () =>
      world.itemsOf('DUE#').flatMap((item) => ((Timer.parse(item).groupId ?? '').startsWith('tellReading') ? [Timer.parse(item)] : []));

    await ask();
    world.pass(16 * 60_000);
    await ask();

    expect(timers()).toHaveLength(1);
    const [timer] = timers();
    const queues = { assign: world.parts.assign, work: unheardQueue, notice: world.parts.notice, mail: unheardQueue, score: unheardQueue };
    const before = world.sent.notice.length;
    await doWork(WorkMessage.parse(timer?.message), [tellReadingWork], { ...world.parts, queues } as never);
    expect(world.sent.notice.slice(before).map(({ body }) => body)).toMatchObject([
      { kind: 'readingNotice', repId, numbers: 25, usual: 0, leadId: lead.leadId },
    ]);
    expect(JSON.stringify(world.sent.notice.slice(before))).not.toMatch(/912|Hường/);
  });

  async function accepted() {
    const offered = await OfferedWorld.create({}, { maskNumbers: true });
    await offered.accept(await offered.own());
    const { world, lead } = offered;
    return { world, lead, assignment: () => offered.assignment() };
  }

  it('are those of the pools that the rep is in, else who administers, and nobody for themselves', () => {
    const user = (id: string, more: object) => UserConfig.parse({ id, email: `${id}@example.com`, ...more });
    const boss = user('boss', { role: 'admin' });
    const south = user('south', { role: 'leader', pools: ['south'] });
    const own = user('own', { role: 'leader', pools: ['south'], repId: 'rep-lan' });
    const north = user('north', { role: 'leader', pools: ['north'] });

    expect(leadersOfRep([boss, south, own, north], 'rep-lan', new Set(['south']))).toEqual([south]);
    expect(leadersOfRep([boss, own, north], 'rep-lan', new Set(['south']))).toEqual([boss]);
  });
});
