import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { validateAll } from '../../../shared/config/check.ts';
import { defineKind, openConfigReader } from '../../../shared/config/index.ts';
import { publish } from '../../../shared/config/publish.ts';
import { describeFault, parseDocuments } from '../../../shared/config/validate.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { provinceCodes, provinces } from '../../../shared/regions/index.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { memoryTable } from '../../support/memory-table.ts';

const clock = () => new Date('2026-11-22T03:00:00.000Z');

describe('a kind of configuration', () => {
  it.each(configKinds.map((kind) => [kind.name, kind] as const))('%s: its example can be published', (_name, kind) => {
    expect(parseDocuments(kind, [kind.example]).faults).toEqual([]);
  });

  it('is told from every other by its name, which goes into keys and addresses', () => {
    const names = configKinds.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][a-z-]*$/.test(name))).toEqual([]);
  });

  it('is read, checked and published by its definition alone', async () => {
    const table = memoryTable();
    const tags = defineKind({
      name: 'tags',
      schema: z.object({ id: z.string(), repId: z.string(), colour: z.string().default('red') }),
      example: { id: 'vip', repId: 'rep-lan' },
      references: (documents, all) =>
        documents.flatMap(({ repId }, index) =>
          all.of(repKind).some(({ id }) => id === repId) ? [] : [{ index, path: ['repId'], message: `there is no rep ${repId}` }],
        ),
    });
    const kinds = [...configKinds, tags];
    const rep = repKind.example;

    const faults = validateAll(kinds, { reps: [rep], tags: [{ id: 'vip', repId: 'rep-hoa' }, tags.example] });
    await publish(table, clock, kinds, { kind: repKind, documents: [rep], expectedVersion: 0, by: 'test' });
    await publish(table, clock, kinds, { kind: tags, documents: [tags.example], expectedVersion: 0, by: 'test' });

    expect(faults.map(describeFault)).toEqual(['tags/vip id: the id vip is used twice', 'tags/vip repId: there is no rep rep-hoa']);
    expect((await openConfigReader(table, clock).current(tags)).documents.get('vip')?.colour).toBe('red');
  });
});

it('knows the codes of all provinces without their data', () => {
  expect([...provinceCodes].sort()).toEqual(
    provinces()
      .map(({ code }) => code)
      .sort(),
  );
});
