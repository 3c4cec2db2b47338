import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Fact, type Need, packFact } from '../../../shared/facts/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { readCloses, readForecastsOf } from '../../../shared/reports/forecast-store.ts';
import { takeForecastWork } from '../../../shared/reports/forecast-work.ts';
import { doWork } from '../../../shared/work/index.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { Killed } from '../../support/effects.ts';
import { factNeedOf, factOf, ownershipOf } from '../../support/facts.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { at } from '../../support/reports.ts';
import { workWorld } from '../../support/work.ts';

let table = memoryTable();
beforeEach(() => {
  table = memoryTable();
});

let made = 0;
const need = (said: Partial<Need> = {}): Need =>
  factNeedOf({ openedAt: at('01-10 09:00'), stages: [{ stage: 'new', at: at('01-10 09:00') }], amount: 1_000, currency: 'VND', ...said });
const lead = (...needs: Need[]): Fact => {
  made += 1;
  return factOf({ id: `L${made}`, arrivedAt: at('01-05 09:00'), needs, owners: [ownershipOf({ from: at('01-05 09:00') })] });
};
const closed = (result: 'won' | 'lost', moment: string, repId = 'rep-lan') => ({ result, at: at(moment), reason: null, repId });
const won = (moment: string, said: Partial<Need> = {}) =>
  need({ state: 'won', closes: [closed('won', moment)], wonAt: at(moment), ...said });

/** Takes the forecast of a midnight at a moment; returns when the next one is due. */
async function take(midnight: string, facts: readonly Fact[], when = midnight, by: Table = table) {
  const world = workWorld(by, new Date(at(when)));
  const request = { midnight: new Date(at(midnight)).toISOString() };
  table.seed(...facts.map((fact) => ({ ...keys.fact('2027-01', LeadId.parse(fact.id)), f: packFact(fact), v: 1, n: 0 })));
  await doWork({ v: 1, kind: takeForecastWork.kind, request }, [takeForecastWork], { ...world.parts, config: createFixedConfig() });
}

const timers = () => [...table.items.values()].flatMap(({ pk, dueAt }) => (String(pk).startsWith('DUE#') ? [String(dueAt)] : []));

describe('the night', () => {
  it('sets the next midnight of the company before anything else', async () => {
    await take('02-01 00:00', []);

    expect(timers()).toEqual(['2027-02-01T17:00:00.000Z']);
  });

  it('takes the forecast of a day once, however often it is asked', async () => {
    await take('02-01 00:00', [lead(need({ expectedClose: '2027-02-25' }))]);
    await take('02-01 00:00', []);

    expect((await readForecastsOf(table, ['2027-02'])).get('2027-02')).toHaveLength(1);
  });

  it('that is taken late says how things stood at midnight', async () => {
    const facts = [
      lead(won('02-01 02:00', { expectedClose: '2027-02-25' })),
      lead(need({ openedAt: at('02-01 01:00'), stages: [{ stage: 'new', at: at('02-01 01:00') }] })),
    ];
    await take('02-01 00:00', facts, '02-01 05:00');

    expect((await readForecastsOf(table, ['2027-02'])).get('2027-02')).toMatchObject([{ closeMonth: '2027-02', needs: 1, amount: 1_000 }]);
    expect((await readCloses(table, '2027-02-01'))?.size).toBe(0);
  });

  it('that a deployment asks for by day is the one of the midnight that is over', async () => {
    const facts = [lead(won('02-01 08:00', { expectedClose: '2027-02-25' })), lead(won('01-31 08:00'))];
    await take('02-01 11:25', facts);

    expect((await readForecastsOf(table, ['2027-02'])).get('2027-02')).toMatchObject([{ needs: 1 }]);
    expect((await readCloses(table, '2027-02-01'))?.get('sales')?.whole).toEqual({ closed: 1, won: 1 });
  });

  it('that dies at any of its calls, and is taken again, is one that did not', async () => {
    const facts = [lead(won('01-20 09:00')), lead(need({ expectedClose: '2027-02-25' }), need({ ownerId: 'rep-lan', poolId: 'south' }))];
    await take('02-01 00:00', facts);
    const [whole, wholeCloses] = [await readForecastsOf(table, ['2027-02']), await readCloses(table, '2027-02-01')];
    expect(whole.get('2027-02')).toHaveLength(2);

    let deaths = 0;
    for (let point = 1; ; point += 1) {
      table = memoryTable();
      const died = await take('02-01 00:00', facts, '02-01 00:00', dyingTable(table, point)).then(
        () => false,
        (error: unknown) => error instanceof Killed,
      );
      if (!died) break;
      deaths += 1;
      await take('02-01 00:00', facts, '02-01 00:10');

      expect(await readForecastsOf(table, ['2027-02'])).toEqual(whole);
      expect(await readCloses(table, '2027-02-01')).toEqual(wholeCloses);
      expect(timers()).toEqual(['2027-02-01T17:00:00.000Z']);
    }
    // Before and after each: the timer, the look whether it is kept, the shards of two years of months, the rows, the forecast.
    expect(deaths).toBeGreaterThan(2 * 4);
  });

  it('names no lead and no need', async () => {
    await take('02-01 00:00', [lead(need({ expectedClose: '2027-02-25' }))]);

    const [row] = (await readForecastsOf(table, ['2027-02'])).get('2027-02') ?? [];

    expect(Object.keys(row ?? {}).toSorted()).toEqual([
      'amount',
      'closeMonth',
      'currency',
      'macroRegion',
      'needs',
      'pipeline',
      'poolId',
      'product',
      'provinceCode',
      'repId',
      'stage',
      'weighted',
    ]);
  });

  it('keeps any number of rows', async () => {
    const facts = Array.from({ length: 251 }, (_, index) =>
      lead(...Array.from({ length: 20 }, (_none, place) => need({ isOwn: true, ownerId: `rep-${index}-${place}`, poolId: 'south' }))),
    );
    await take('02-01 00:00', facts);

    expect((await readForecastsOf(table, ['2027-02'])).get('2027-02')).toHaveLength(5_020);
  });
});
