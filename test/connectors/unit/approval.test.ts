import { describe, expect, it } from '@jest/globals';
import { releasedPerSlice } from '../../../shared/connectors/release-work.ts';
import { indexes } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { connectingOf } from '../../support/connectors.ts';
import { dying } from '../../support/dying-table.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const fresh = { id: 'landing', type: 'generic' } as const;
const approved = { ...fresh, isApproved: true, mapping: { f1: 'fullName', f2: 'phone' } } as const;

describe('a connector that is new', () => {
  it('has its posts wait in quarantine', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, fresh);

    await connecting.post('landing', { f1: 'Trần Văn An', phone: '0912345678' });
    await connecting.post('landing', { f1: 'Không Có Số' });
    await connecting.runWork();

    expect(world.leads()).toEqual([]);
    expect(connecting.outcomes().map(({ kind, reasons }) => [kind, reasons])).toEqual([
      ['quarantine', ['connectorNew']],
      ['quarantine', ['connectorNew', 'noContact']],
    ]);
    expect(connecting.deliveries().map(({ state }) => state)).toEqual(['held', 'held']);
  });

  it('lets them go on by its approval, read by the mapping that was approved', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, fresh);
    await connecting.post('landing', { f1: 'Trần Văn An', f2: '0912345678' });
    await connecting.runWork();
    connecting.publish(approved);

    await connecting.release();

    expect(world.leads()).toMatchObject([{ fullName: 'Trần Văn An', phone: { e164: '+84912345678' } }]);
    expect(connecting.outcomes()).toMatchObject([{ kind: 'lead', released: { by: 'deployment' } }]);
    expect(world.itemsOf('CONNECTOR#landing STATE')).toMatchObject([{ held: 0, taken: 1 }]);
  });

  it('lets many go on slice by slice, each once, wherever the work is killed', async () => {
    const posts = releasedPerSlice * 2 + 3;
    for (const point of [1, 2, 3, 4, 7, 12, 40, 77, 150, 221]) {
      const world = createWorld();
      const connecting = connectingOf(world, fresh);
      for (let post = 0; post < posts; post += 1) await connecting.post('landing', { f2: `09123456${String(post).padStart(2, '0')}` });
      await connecting.runWork();
      connecting.publish(approved);
      connecting.askForRelease();
      const [first] = connecting.takeWaiting();

      await connecting.doOne(first?.body, dying(point).table(world.table)).catch(() => null);
      connecting.wait(first ? [first] : []);
      await connecting.runWork();

      expect(world.leads()).toHaveLength(posts);
      expect(world.itemsOf('CONNECTOR#landing STATE')).toMatchObject([{ held: 0, taken: posts }]);
    }
  });

  it('lets one go on once, where the index still lists it', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, fresh);
    await connecting.post('landing', { f2: '0912345678' });
    await connecting.runWork();
    connecting.publish(approved);
    connecting.askForRelease();
    const [message] = connecting.takeWaiting();
    let listed: ReturnType<Table['query']> | undefined;
    const late: Table = Object.assign(Object.create(world.table), {
      query: (input: Parameters<Table['query']>[0]) => {
        if (input.IndexName !== indexes.gsi2) return world.table.query(input);
        listed ??= world.table.query(input);
        return listed;
      },
    });

    await connecting.doOne(message?.body, late);
    await connecting.doOne(message?.body, late);

    expect(world.itemsOf('CONNECTOR#landing STATE')).toMatchObject([{ held: 0, taken: 1 }]);
    expect(connecting.deliveries()).toMatchObject([{ state: 'taken', reason: null }]);
  });

  it('leaves alone what somebody rejected meanwhile', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, fresh);
    await connecting.post('landing', { f2: '0912345678' });
    await connecting.runWork();
    const [outcome] = connecting.outcomes();
    world.table.seed({ ...outcome, decision: { kind: 'rejected', by: 'lan', at: '2026-11-22T04:00:00.000Z', note: null }, version: 2 });
    connecting.publish(approved);

    await connecting.release();

    expect(world.leads()).toEqual([]);
    expect(connecting.deliveries()).toMatchObject([{ state: 'taken', reason: 'decided' }]);
  });

  it('has orders wait as well', async () => {
    const world = createWorld();
    const orders = { id: 'shop', type: 'generic', kind: 'orders' } as const;
    const connecting = connectingOf(world, orders);
    const order = {
      number: 1001,
      date_created: '2026-11-20T09:30:00',
      total: '1500000.00',
      billing: { first_name: 'An', last_name: 'Trần', phone: '0912345678' },
    };
    await connecting.post('shop', order);
    await connecting.runWork();
    expect(world.leads()).toEqual([]);
    connecting.publish({ ...orders, isApproved: true, mapping: { number: 'orderId', date_created: 'orderedAt' } });

    await connecting.release();
    await connecting.release();

    expect(world.leads()).toMatchObject([{ phone: { e164: '+84912345678' } }]);
    expect(world.itemsOf('PURCHASE#')).toHaveLength(1);
    expect(connecting.deliveries()).toMatchObject([{ state: 'taken' }]);
  });

  it('reads orders that lacked something once more when somebody says what their fields are', async () => {
    const world = createWorld();
    const shop = { id: 'shop', type: 'generic', kind: 'orders', isApproved: true } as const;
    const connecting = connectingOf(world, shop);
    const mapping = { so: 'orderId', luc: 'orderedAt', tong: 'amount', may: 'phone' };
    await connecting.post('shop', { so: 'DH1', luc: '2026-11-20T09:30:00', tong: '1500000', may: '0912345678' });
    await connecting.post('shop', { so: 'DH2', luc: '2026-11-20T09:30:00', may: '0912345679' });
    await connecting.runWork();
    expect(connecting.deliveries().map(({ state }) => state)).toEqual(['failed', 'failed']);
    expect(world.itemsOf('CONNECTOR#shop STATE')).toMatchObject([{ failed: 2 }]);

    for (const so of ['keep', 'orderId', 'orderId']) {
      connecting.publish({ ...shop, mapping: { ...mapping, so } });
      await connecting.release();
    }

    expect(world.itemsOf('PURCHASE#')).toHaveLength(1);
    expect(
      connecting
        .deliveries()
        .map(({ state, reason }) => [state, reason])
        .sort(),
    ).toEqual([
      ['failed', expect.stringMatching(/^orderWithout/)],
      ['taken', null],
    ]);
    expect(world.itemsOf('CONNECTOR#shop STATE')).toMatchObject([{ failed: 1, taken: 1 }]);
  });
});
