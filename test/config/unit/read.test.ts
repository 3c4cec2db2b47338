import { beforeEach, describe, expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../../shared/config/index.ts';
import { publish } from '../../../shared/config/publish.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { deploy } from './deployed.ts';

const time = { now: new Date('2026-11-22T03:00:00.000Z') };
const clock = () => time.now;
let table: MemoryTable;

beforeEach(() => {
  time.now = new Date('2026-11-22T03:00:00.000Z');
  table = memoryTable();
});

describe('reading', () => {
  it('takes a new version in within 30 seconds and gives the same set until then', async () => {
    await deploy(table, clock);
    const reader = openConfigReader(table, clock);
    const before = await reader.current(companyKind);
    await publish(table, clock, configKinds, {
      kind: companyKind,
      documents: [{ ...defaultConfig.company[0], name: 'Sao Mai' }],
      expectedVersion: 1,
      by: 'test',
    });

    time.now = new Date(time.now.getTime() + 29_000);
    const cached = await reader.current(companyKind);
    time.now = new Date(time.now.getTime() + 1_000);
    const fresh = await reader.current(companyKind);

    expect(cached).toBe(before);
    expect(fresh.version).toBe(2);
  });

  it('finds the version of any moment with one query, however many came after it', async () => {
    await deploy(table, clock);
    const published = [time.now.toISOString()];
    for (let version = 1; version < 6; version += 1) {
      time.now = new Date(time.now.getTime() + 60_000);
      const documents = [{ ...defaultConfig.company[0], name: `Tên ${version + 1}` }];
      await publish(table, clock, configKinds, { kind: companyKind, documents, expectedVersion: version, by: 'test' });
      published.push(time.now.toISOString());
    }
    let queries = 0;
    const counted: Table = {
      ...table,
      query(input) {
        queries += 1;
        return table.query(input);
      },
    };
    const reader = openConfigReader(counted, clock);
    const versionAt = async (at: number) => (await reader.at(companyKind, new Date(at)))?.version;

    for (const [index, at] of published.entries()) {
      expect(await versionAt(Date.parse(at))).toBe(index + 1);
      expect(await versionAt(Date.parse(at) - 1)).toBe(index === 0 ? undefined : index);
    }
    expect((await reader.at(companyKind, new Date(published[1] ?? '')))?.documents.get('company')?.name).toBe('Tên 2');
    expect(queries).toBe(published.length * 2);
  });

  it('keeps versions in the order of time where the clock of a publisher is behind', async () => {
    await deploy(table, clock);
    const first = time.now.getTime();
    time.now = new Date(first - 5_000);

    const manifest = await publish(table, clock, configKinds, {
      kind: companyKind,
      documents: [{ ...defaultConfig.company[0], name: 'Sao Mai' }],
      expectedVersion: 1,
      by: 'test',
    });

    const reader = openConfigReader(table, clock);
    expect(Date.parse(manifest.publishedAt)).toBeGreaterThan(first);
    expect((await reader.at(companyKind, new Date(first)))?.version).toBe(1);
  });

  it('reads ahead what every call needs, so that the first call finds it in memory', async () => {
    await deploy(table, clock);
    const read: string[][] = [];
    const counted: Table = {
      ...table,
      batchGet(keys, options) {
        read.push(keys.map(({ pk, sk }) => `${pk} ${sk.split('#')[0]}`));
        return table.batchGet(keys, options);
      },
    };
    const reader = await readAhead(openConfigReader(counted, clock), [formKind, repKind]);
    const ahead = read.map((keys) => new Set(keys));

    await Promise.all([reader.current(formKind), reader.current(repKind)]);

    expect(ahead).toEqual([
      new Set(['CONFIG#forms CURRENT', 'CONFIG#reps CURRENT']),
      new Set(['CONFIG#forms DOCUMENT', 'CONFIG#reps DOCUMENT']),
    ]);
    expect(read).toHaveLength(2);
  });

  it('lets the first call read again what failed while the function was loaded', async () => {
    await deploy(table, clock);
    let isOut = true;
    const whenUp = <Answer>(read: () => Promise<Answer>) => (isOut ? Promise.reject(new Error('no table')) : read());
    const flaky: Table = {
      ...table,
      get: (key, options) => whenUp(() => table.get(key, options)),
      batchGet: (keys, options) => whenUp(() => table.batchGet(keys, options)),
    };

    const reader = await readAhead(openConfigReader(flaky, clock), [formKind, repKind]);
    const duringOutage = reader.current(formKind);
    await expect(duringOutage).rejects.toThrow('no table');
    isOut = false;

    expect((await reader.current(formKind)).version).toBe(1);
    expect((await reader.current(repKind)).version).toBe(1);
  });

  it('says what to do when nothing is published', async () => {
    await expect(openConfigReader(table, clock).current(formKind)).rejects.toThrow('npm run config -- publish forms');
  });
});
