import { expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { publishAll } from '../../../shared/config/publish.ts';
import { configKinds, publishConfig, readConfig } from '../../../shared/config-registry/index.ts';
import { memoryTable } from '../../support/memory-table.ts';

const clock = () => new Date('2026-11-22T03:00:00.000Z');
const admin = { role: 'admin', userId: 'admin' } as const;
const defaults: Readonly<Record<string, readonly unknown[]>> = defaultConfig;

it('lets somebody replace a version whose documents cannot be read', async () => {
  const table = memoryTable();
  const changes = configKinds.map((kind) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
  await publishAll(table, clock, configKinds, { changes, by: 'test' });
  const [stored] = table.all().filter(({ pk, sk }) => pk === 'CONFIG#reps' && String(sk).startsWith('DOCUMENT#'));
  table.seed({ ...stored, pk: 'CONFIG#reps', sk: String(stored?.sk), body: '{}' });
  await expect(readConfig(table, admin, 'reps')).rejects.toThrow('does not have the shape');

  // A rep is renamed, so that no document has the hash of the one that cannot be read.
  const documents = defaultConfig.reps.map((rep) => ({ ...rep, name: `${rep.name} 2` }));
  const published = await publishConfig({ table, clock }, admin, 'reps', { documents, expectedVersion: 1, isCheck: false });

  expect(published.version).toBe(2);
  expect((await readConfig(table, admin, 'reps')).documents).toHaveLength(documents.length);
});
