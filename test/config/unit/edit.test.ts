import { expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { openConfigReader } from '../../../shared/config/index.ts';
import { publishAll } from '../../../shared/config/publish.ts';
import { configKinds, publishConfig, readConfig } from '../../../shared/config-registry/index.ts';
import { segmentKind } from '../../../shared/segments/segment-config.ts';
import { compilers } from '../../support/compilers.ts';
import { memoryTable } from '../../support/memory-table.ts';

const clock = () => new Date('2026-11-22T03:00:00.000Z');
const admin = { role: 'admin', userId: 'admin' } as const;
const defaults: Readonly<Record<string, readonly unknown[]>> = defaultConfig;

it('lets somebody replace a version whose documents cannot be read', async () => {
  const table = memoryTable();
  const changes = configKinds.map((kind) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
  await publishAll(table, clock, configKinds, { changes, by: 'test', compilers });
  const [stored] = table.all().filter(({ pk, sk }) => pk === 'CONFIG#reps' && String(sk).startsWith('DOCUMENT#'));
  table.seed({ ...stored, pk: 'CONFIG#reps', sk: String(stored?.sk), body: '{}' });
  await expect(readConfig(table, admin, 'reps')).rejects.toThrow('does not have the shape');

  // A rep is renamed, so that no document has the hash of the one that cannot be read.
  const documents = defaultConfig.reps.map((rep) => ({ ...rep, name: `${rep.name} 2` }));
  const published = await publishConfig({ table, clock }, admin, 'reps', { documents, expectedVersion: 1, isCheck: false });

  expect(published.version).toBe(2);
  expect((await readConfig(table, admin, 'reps')).documents).toHaveLength(documents.length);
});

it('keeps with a version what its publisher confirmed, and refuses what there is nothing to confirm about', async () => {
  const table = memoryTable();
  const changes = configKinds.map((kind) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
  await publishAll(table, clock, configKinds, { changes, by: 'test', compilers });
  const publishing = (kind: string, expectedVersion: number, confirmed: 'starts' | null) =>
    publishConfig({ table, clock }, admin, kind, { documents: defaults[kind] ?? [], expectedVersion, isCheck: false, confirmed });

  await publishing('segments', 1, 'starts');
  await publishing('segments', 2, null);
  const reader = openConfigReader(table, clock);
  const sets = await Promise.all([1, 2, 3].map((version) => reader.version(segmentKind, version)));

  expect(sets.map(({ isConfirmed }) => isConfirmed)).toEqual([false, true, false]);
  await expect(publishing('reps', 1, 'starts')).rejects.toThrow('nothing');
});

it('answers what to look at again with a check and with a publication, and refuses nothing for it', async () => {
  const table = memoryTable();
  const changes = configKinds.map((kind) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
  await publishAll(table, clock, configKinds, { changes, by: 'test', compilers });
  const documents = defaultConfig.territories.filter(({ id }) => id !== 'central');
  const edit = (isCheck: boolean) => publishConfig({ table, clock }, admin, 'territories', { documents, expectedVersion: 1, isCheck });

  const checked = await edit(true);
  const published = await edit(false);

  const gap = {
    path: `documents[${documents.length - 1}].when`,
    message: expect.stringMatching(/^only the fallback takes leads .*of the provinces 38, 40/),
  };
  expect([checked.warnings, published.warnings]).toEqual([[gap], [gap]]);
  expect([checked.version, published.version]).toEqual([1, 2]);
});

it('names a warning of another kind by that kind', async () => {
  const table = memoryTable();
  const changes = configKinds.map((kind) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
  await publishAll(table, clock, configKinds, { changes, by: 'test', compilers });
  const documents = defaultConfig.reps.map((rep) => ({ ...rep, active: false }));

  const { warnings } = await publishConfig({ table, clock }, admin, 'reps', { documents, expectedVersion: 1, isCheck: true });

  expect(warnings).toContainEqual({ path: 'territories.north.poolId', message: 'leads come here, but nobody of the pool north is active' });
});

it('says with a check and with a publication what is to be looked at beside the configuration, by the place of what was sent', async () => {
  const table = memoryTable();
  const changes = configKinds.map((kind) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
  await publishAll(table, clock, configKinds, { changes, by: 'test', compilers });
  const [first, ...others] = defaultConfig.reps;
  const documents = [...others, { ...first, active: false }];
  const warnBeside = async ({ kind, after }: { readonly kind: string; readonly after: readonly { readonly id: string }[] }) => [
    { id: String(first?.id), index: after.findIndex(({ id }) => id === first?.id), message: `they have ${kind}` },
    { id: 'gone', index: null, message: 'who is gone has some' },
  ];
  const edit = (isCheck: boolean) => publishConfig({ table, clock, warnBeside }, admin, 'reps', { documents, expectedVersion: 1, isCheck });

  const [checked, published] = [await edit(true), await edit(false)];

  for (const { warnings } of [checked, published]) {
    expect(warnings).toContainEqual({ path: `documents[${others.length}]`, message: 'they have reps' });
    expect(warnings).toContainEqual({ path: 'reps.gone', message: 'who is gone has some' });
  }
});
