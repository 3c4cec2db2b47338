import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { columnNames, csvOfFacts, exportFacts } from '../../../shared/analytics/index.ts';
import { type Fact, packFact } from '../../../shared/facts/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { Days } from '../../../shared/reports/index.ts';
import { dying } from '../../support/dying-table.ts';
import { Killed } from '../../support/effects.ts';
import { factOf, touchOf } from '../../support/facts.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { memoryObjects } from '../../support/objects.ts';
import { at } from '../../support/reports.ts';

const january = 'facts/month=2027-01/facts.csv.gz';
const days = new Days([{ since: 0, timeZone: 'Asia/Ho_Chi_Minh' }]);

let table = memoryTable();
let objects = memoryObjects();
let puts: string[] = [];
beforeEach(() => {
  table = memoryTable();
  objects = memoryObjects();
  puts = [];
});

const lead = (id: string, said: Partial<Fact> = {}) => factOf({ id, arrivedAt: at('01-05 09:00'), ...said });
const seed = (month: string, ...facts: Fact[]) =>
  table.seed(...facts.map((fact) => ({ ...keys.fact(month, LeadId.parse(fact.id)), f: packFact(fact), v: 1, n: 0 })));

/** Runs a night; killed at a point: null, never. */
async function night(killedAt: number | null = null): Promise<number> {
  const world = dying(killedAt);
  const files = world.objects(objects);
  await exportFacts({
    table: world.table(table),
    config: createFixedConfig(),
    clock: () => new Date(at('02-10 02:00')),
    files: {
      ...files,
      async put(key, body, type) {
        puts.push(key);
        await files.put(key, body, type);
      },
    },
    listFiles: async (prefix) =>
      [...objects.files].flatMap(([key, body]) =>
        key.startsWith(prefix) ? [{ key, md5: createHash('md5').update(body).digest('hex') }] : [],
      ),
    log: silentLog,
  });
  return world.calls();
}

const textOf = (key: string): string => gunzipSync(objects.files.get(key) ?? new Uint8Array()).toString();
const allTexts = () => Object.fromEntries([...objects.files.keys()].toSorted().map((key) => [key, textOf(key)]));

describe('a night of the export', () => {
  it('writes a file for each month in which somebody arrived, a line for each of them', async () => {
    seed('2027-01', lead('L1'), lead('L2'));
    seed('2026-11', lead('L3'));

    await night();

    expect([...objects.files.keys()].toSorted()).toEqual(['facts/month=2026-11/facts.csv.gz', january]);
    expect(textOf(january).split('\n')).toHaveLength(1 + 2 + 1);
    expect(textOf(january).split('\n')[0]).toBe(columnNames.map((name) => `"${name}"`).join(','));
  });

  it('writes only the months that changed', async () => {
    seed('2027-01', lead('L1'));
    seed('2026-11', lead('L3'));
    await night();
    puts = [];
    seed('2027-01', lead('L1', { stages: [{ stage: 'customer', at: at('02-09 10:00') }] }));

    await night();

    expect(puts).toEqual([january]);
    expect(textOf(january)).toContain('2027-02-09 03:00:00');
  });

  it('takes away the id of whoever was erased, and files of months that nobody is of any more', async () => {
    seed('2027-01', lead('L1'));
    seed('2026-11', lead('L3'));
    await night();
    table = memoryTable();
    seed('2027-01', lead('E9', { erased: true }));

    await night();

    expect([...objects.files.keys()]).toEqual([january]);
    expect(textOf(january)).toContain('"E9",true');
    expect(textOf(january)).not.toContain('"L1"');
  });

  it('keeps a file behind years in which nobody arrived, and leaves what lies elsewhere alone', async () => {
    seed('2021-03', lead('L1'));
    const old = 'facts/month=2021-03/facts.csv.gz';
    objects.files
      .set(old, new Uint8Array([1]))
      .set('facts/stray', new Uint8Array([1]))
      .set('results/answer', new Uint8Array([1]));

    await night();

    expect([...objects.files.keys()].toSorted()).toEqual([old, 'results/answer']);
    expect(textOf(old)).toContain('"L1"');
  });

  it('comes to the same wherever it is killed, and goes on the next time', async () => {
    const begin = () => {
      table = memoryTable();
      objects = memoryObjects();
      seed('2027-01', lead('L1'));
      seed('2026-11', lead('L3'));
      objects.files.set('facts/month=2020-01/facts.csv.gz', new Uint8Array([1]));
    };
    begin();
    const calls = await night();
    const whole = allTexts();

    for (let point = 1; point <= calls * 2; point += 1) {
      begin();
      await night(point).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      await night();
      expect(allTexts()).toEqual(whole);
    }
  });
});

describe('a file of facts', () => {
  it('has no cell that a spreadsheet takes for a formula, and none that ends a row or escapes', () => {
    const first = touchOf({ at: at('01-05 09:00'), utmCampaign: '=HYPERLINK("x")\\\n,=1' });

    const text = csvOfFacts([lead('L1', { first })], days);

    expect(text.split('\n')).toHaveLength(3);
    expect(text).toContain(`"'=HYPERLINK(""x"") ,'=1"`);
    expect(text).not.toContain('\\');
  });

  it('is the same for the same facts in whatever order', () => {
    const facts = [lead('L1'), lead('L2'), lead('L3', { arrivedAt: at('01-04 09:00') })];

    expect(csvOfFacts(facts.toReversed(), days)).toBe(csvOfFacts(facts, days));
  });

  it('counts the money of orders by the days of the company', () => {
    const order = {
      order: 'O1',
      products: [],
      sourceId: 'shop',
      opportunityId: null,
      ownerId: 'rep-lan',
      currency: 'VND',
      facts: [{ kind: 'paid', at: at('02-01 00:30'), amount: 5_000, currency: 'VND' }],
    };

    const text = csvOfFacts([lead('L1', { orders: [order] })], days);

    expect(text).toContain('{""day"":""2027-02-01"",""sum"":""net"",""amount"":5000,""currency"":""VND"",""rep"":""rep-lan""}');
  });
});
