import { beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defaultConfig } from '../../../config/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { competitorKind } from '../../../shared/company/competitor-config.ts';
import { validateAll } from '../../../shared/config/check.ts';
import { type ConfigFault, type ConfigKind, openConfigReader } from '../../../shared/config/index.ts';
import { InvalidConfigError, publish, publishAll, rollback } from '../../../shared/config/publish.ts';
import { describeFault } from '../../../shared/config/validate.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { ConflictError } from '../../../shared/platform/errors.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { memoryParameters } from '../../support/parameters.ts';
import { deploy, prepare } from './deployed.ts';

const time = { now: new Date('2026-11-22T03:00:00.000Z') };
const clock = () => time.now;
let table: MemoryTable;

async function faultsOf(publication: Promise<unknown>): Promise<string[]> {
  const error = await publication.catch((thrown: unknown) => thrown);
  if (!(error instanceof InvalidConfigError)) throw error;
  return error.configFaults.map(describeFault);
}

beforeEach(() => {
  time.now = new Date('2026-11-22T03:00:00.000Z');
  table = memoryTable();
});

describe('the default configuration', () => {
  it('has no fault', () => {
    expect(validateAll(configKinds, defaultConfig).map(describeFault)).toEqual([]);
  });

  it('gives the south seven reps of equal weight, and every rep and the admin a user', () => {
    const south = defaultConfig.pools.find(({ id }) => id === 'south');
    const reps = defaultConfig.users.flatMap((user) => ('repId' in user ? [user.repId] : []));

    expect(south?.members).toHaveLength(7);
    expect(new Set(south?.members.map(({ weight }) => weight)).size).toBe(1);
    expect(reps.toSorted()).toEqual(defaultConfig.reps.map(({ id }) => id).toSorted());
    expect(defaultConfig.users).toContainEqual({ id: 'admin', email: 'admin@example.com', role: 'admin' });
  });

  it('is published by the first deployment and left alone by the next', async () => {
    const secrets = memoryParameters();
    const first = await prepare(table, clock, secrets);
    await publish(table, clock, configKinds, {
      kind: companyKind,
      documents: [{ ...defaultConfig.company[0], name: 'Sao Mai' }],
      expectedVersion: 1,
      by: 'test',
    });

    const second = await prepare(table, clock, secrets);

    const reader = openConfigReader(table, clock);
    expect(second).toEqual(first);
    expect((await reader.current(companyKind)).documents.get('company')?.name).toBe('Sao Mai');
    for (const kind of configKinds) expect((await reader.current(kind)).version).toBe(kind === companyKind ? 2 : 1);
  });
});

describe('publishing', () => {
  beforeEach(async () => {
    await deploy(table, clock);
  });

  it('counts versions up, keeps the old ones, and stores unchanged documents once', async () => {
    const before = table.all().filter(({ sk }) => String(sk).startsWith('DOCUMENT#')).length;
    const reps = defaultConfig.reps.map((rep, index) => (index === 0 ? { ...rep, active: false } : rep));

    const manifest = await publish(table, clock, configKinds, { kind: repKind, documents: reps, expectedVersion: 1, by: 'test' });

    const reader = openConfigReader(table, clock);
    expect(manifest).toMatchObject({ version: 2, publishedBy: 'test' });
    expect(table.all().filter(({ sk }) => String(sk).startsWith('DOCUMENT#'))).toHaveLength(before + 1);
    const id = defaultConfig.reps[0]?.id ?? '';
    expect((await reader.current(repKind)).documents.get(id)?.active).toBe(false);
    expect((await reader.version(repKind, 1)).documents.get(id)?.active).toBe(true);
    await expect(reader.version(repKind, 9)).rejects.toThrow('no version 9');
  });

  it('refuses a version that somebody else has published meanwhile', async () => {
    const publication = { kind: companyKind, documents: defaultConfig.company, expectedVersion: 1, by: 'test' } as const;
    await publish(table, clock, configKinds, publication);

    await expect(publish(table, clock, configKinds, publication)).rejects.toBeInstanceOf(ConflictError);
  });

  it('names every fault with its document and place', async () => {
    const documents = [
      { id: 'north', name: { vi: 'Bắc' }, members: [{ repId: 'rep-anh', weight: 0, wieght: 2 }] },
      { id: 'south', name: { vi: 'Nam', en: 'South' }, members: [], colour: 'red' },
    ];

    const faults = await faultsOf(publish(table, clock, configKinds, { kind: poolKind, documents, expectedVersion: 1, by: 'test' }));

    expect(faults).toEqual([
      expect.stringContaining('pools/north name.en: '),
      expect.stringContaining('pools/north members[0].weight: '),
      'pools/south colour: there is no such setting',
    ]);
  });

  it.each([
    ['a pool whose rep is gone', repKind, defaultConfig.reps.slice(1), /^pools\/north members\[0\].repId: there is no rep rep-anh/],
    ['a territory whose pool is gone', poolKind, defaultConfig.pools.slice(1), /^territories\/north poolId: there is no pool north/],
    ['no fallback', territoryKind, defaultConfig.territories.slice(0, -1), /exactly one territory must have no conditions.*there are 0/],
    [
      'two fallbacks',
      territoryKind,
      [...defaultConfig.territories, { id: 'second', order: 1, poolId: 'north', when: {} }],
      /^territories\/second when: exactly one .*there are 2/,
    ],
    [
      'a province of the old codes',
      territoryKind,
      [...defaultConfig.territories, { id: 'x', order: 1, poolId: 'north', when: { provinceCodes: ['02'] } }],
      /provinceCodes\[0\]: 02 is no code/,
    ],
    [
      'a user without a rep',
      userKind,
      [{ id: 'u', email: 'u@example.com', role: 'rep' }],
      /^users\/u repId: a user with the role rep needs/,
    ],
    [
      'a leader without a pool',
      userKind,
      [{ id: 'u', email: 'u@example.com', role: 'leader', pools: [] }],
      /^users\/u pools: a user with the role leader needs/,
    ],
    [
      'a leader of a pool that there is not',
      userKind,
      [{ id: 'u', email: 'u@example.com', role: 'leader', pools: ['north', 'west'] }],
      /^users\/u pools\[1\]: there is no pool west/,
    ],
    [
      'users without an admin',
      userKind,
      [{ id: 'm', email: 'm@example.com', role: 'marketer' }],
      /^users\/m role: give one user the role admin/,
    ],
    [
      'two users of one address',
      userKind,
      ['a', 'b'].map((id) => ({ id, email: 'U@example.com', role: 'admin' })),
      /^users\/b email: another user/,
    ],
    [
      'an origin with a path',
      formKind,
      [{ ...defaultConfig.forms[0], allowedOrigins: ['https://a.vn/'] }],
      /^forms\/contact allowedOrigins\[0\]: write `self`/,
    ],
    [
      'a thank-you page elsewhere',
      formKind,
      [{ ...defaultConfig.forms[0], thankYouUrls: ['//evil.com'] }],
      /^forms\/contact thankYouUrls\[0\]: write a path/,
    ],
    [
      'a question for later that the form does not have',
      formKind,
      [{ ...defaultConfig.forms[0], progressive: { fields: ['company', 'budget'] } }],
      /^forms\/contact progressive.fields\[1\]: the form has no field budget/,
    ],
    [
      'a contact detail that is not asked each time',
      formKind,
      [{ ...defaultConfig.forms[0], progressive: { once: ['fullName'] } }],
      /^forms\/contact progressive.once\[0\]: fullName is asked each time/,
    ],
    [
      'a required field that is asked later',
      formKind,
      [{ ...defaultConfig.forms.find(({ id }) => id === 'quote'), progressive: { fields: ['company'] } }],
      /^forms\/quote progressive.fields\[0\]: the form requires company/,
    ],
    [
      'one of the fields of which one is required',
      formKind,
      [{ ...defaultConfig.forms[0], requireOneOf: ['email', 'company'], progressive: { fields: ['company'] } }],
      /progressive.fields\[0\]: the form requires company/,
    ],
    [
      'a question that is asked in two ways',
      formKind,
      [{ ...defaultConfig.forms[0], progressive: { fields: ['company'], once: ['company'] } }],
      /progressive.once\[0\]: company is listed twice/,
    ],
    [
      'more questions at once than fit',
      formKind,
      [{ ...defaultConfig.forms[0], progressive: { fields: ['company'], atOnce: 11 } }],
      /^forms\/contact progressive.atOnce: /,
    ],
    [
      'other names of a field that is not there',
      formKind,
      [{ ...defaultConfig.forms[0], aliases: { age: ['tuoi'] } }],
      /aliases.age: the form has no field age/,
    ],
    [
      'another name that is a field',
      formKind,
      [{ ...defaultConfig.forms[0], aliases: { fullName: ['email'] } }],
      /aliases.fullName\[0\]: email is a field/,
    ],
    [
      'one name for two fields',
      formKind,
      [{ ...defaultConfig.forms[0], aliases: { fullName: ['a'], company: ['a'] } }],
      /a is listed twice/,
    ],
    ['a trap that browsers fill', formKind, [{ ...defaultConfig.forms[0], honeypotField: 'Website_URL' }], /honeypotField: .*browsers/],
    ['a trap that is a field', formKind, [{ ...defaultConfig.forms[0], honeypotField: 'email' }], /honeypotField: the trap/],
  ] as const)('refuses %s', async (_, kind, documents, fault) => {
    const faults = await faultsOf(publish(table, clock, configKinds, { kind, documents, expectedVersion: 1, by: 'test' }));

    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  describe('several kinds at once', () => {
    const renamed = {
      pools: defaultConfig.pools.map((pool) => (pool.id === 'central' ? { ...pool, id: 'mien-trung' } : pool)),
      territories: defaultConfig.territories.map((one) => (one.poolId === 'central' ? { ...one, poolId: 'mien-trung' } : one)),
    };
    const pools = { kind: poolKind, documents: renamed.pools, expectedVersion: 1 };
    const territories = { kind: territoryKind, documents: renamed.territories, expectedVersion: 1 };

    it('checks what they say of each other as it will stand, in whatever order they are named', async () => {
      await expect(publishAll(table, clock, configKinds, { changes: [pools], by: 'test' })).rejects.toBeInstanceOf(InvalidConfigError);

      const manifests = await publishAll(table, clock, configKinds, { changes: [territories, pools], by: 'test' });

      const reader = openConfigReader(table, clock);
      expect(manifests.map(({ version }) => version)).toEqual([2, 2]);
      expect((await reader.current(poolKind)).documents.has('mien-trung')).toBe(true);
      expect((await reader.current(territoryKind)).documents.get('central')?.poolId).toBe('mien-trung');
    });

    it('publishes none of them when somebody was quicker with one', async () => {
      await publish(table, clock, configKinds, { kind: poolKind, documents: defaultConfig.pools, expectedVersion: 1, by: 'other' });

      const late = publishAll(table, clock, configKinds, { changes: [territories, pools], by: 'test' });

      await expect(late).rejects.toBeInstanceOf(ConflictError);
      expect((await openConfigReader(table, clock).current(territoryKind)).version).toBe(1);
    });

    it('publishes none of them when a kind that they were checked against moved on', async () => {
      const racing: Table = {
        ...table,
        async transact(writes) {
          const isLast = writes.some((write) => 'ConditionCheck' in write);
          if (isLast)
            await publish(table, clock, configKinds, { kind: repKind, documents: defaultConfig.reps, expectedVersion: 1, by: 'other' });
          return table.transact(writes);
        },
      };

      await expect(publishAll(racing, clock, configKinds, { changes: [territories, pools], by: 'test' })).rejects.toBeInstanceOf(
        ConflictError,
      );

      expect((await openConfigReader(table, clock).current(poolKind)).version).toBe(1);
    });
  });

  describe('a fault that stands in force already', () => {
    const message = 'no lead comes here: all-of-the-south, which is asked before, takes all of them';
    /** The kinds as an earlier version of the code had them, which knew no such fault. */
    const earlierTerritories: ConfigKind = { ...territoryKind, references: () => [] };
    const earlierKinds = configKinds.map((kind) => (kind.name === territoryKind.name ? earlierTerritories : kind));
    const territories = [
      { id: 'all-of-the-south', order: -2, poolId: 'south', when: { macroRegions: ['south'] } },
      { id: 'never', order: -1, poolId: 'south', when: { provinceCodes: ['79'] } },
      ...defaultConfig.territories.filter(({ when }) => Object.keys(when).length === 0),
    ];

    beforeEach(async () => {
      await publish(table, clock, earlierKinds, { kind: earlierTerritories, documents: territories, expectedVersion: 1, by: 'test' });
    });

    it('does not refuse another kind, and is warned of', async () => {
      const told: string[] = [];
      const change = { kind: repKind, documents: defaultConfig.reps, expectedVersion: 1 };
      const along = (warnings: readonly ConfigFault[]) => {
        told.push(...warnings.map(describeFault));
        return [];
      };

      const manifest = await publish(table, clock, configKinds, { ...change, by: 'test', along });

      expect(manifest.version).toBe(2);
      expect(told).toContain(`territories/never when: ${message}`);
    });

    it('refuses its own kind', async () => {
      const change = { kind: territoryKind, documents: territories, expectedVersion: 2, by: 'test' };

      expect(await faultsOf(publish(table, clock, configKinds, change))).toEqual([`territories/never when: ${message}`]);
    });

    it('does not hide another one in the same document', async () => {
      const documents = defaultConfig.pools.filter(({ id }) => id !== 'south');
      const faults = await faultsOf(publish(table, clock, configKinds, { kind: poolKind, documents, expectedVersion: 1, by: 'test' }));

      expect(faults).toContain('territories/never poolId: there is no pool south');
      expect(faults).not.toContain(`territories/never when: ${message}`);
    });
  });

  it('publishes an old version again as a new one', async () => {
    await publish(table, clock, configKinds, {
      kind: companyKind,
      documents: [{ ...defaultConfig.company[0], name: 'Sao Mai' }],
      expectedVersion: 1,
      by: 'test',
    });

    const manifest = await rollback(table, clock, configKinds, { kind: companyKind, to: 1, expectedVersion: 2, by: 'test' });

    const company = (await openConfigReader(table, clock).current(companyKind)).documents.get('company');
    expect(manifest.version).toBe(3);
    expect(company?.name).toBe(defaultConfig.company[0]?.name);
  });

  describe('settings that only a newer version of the code knows', () => {
    /** The kind as that version reads and publishes it. */
    const newer: ConfigKind = { ...competitorKind, schema: z.looseObject({ id: z.string() }) };
    const newerKinds = configKinds.map((kind) => (kind === competitorKind ? newer : kind));
    const named = (id: string, name: string) => ({ id, name });
    const marked = [
      { ...named('acme.example', 'Acme'), threat: { level: 'high' } },
      { ...named('globex.example', 'Globex'), threat: { level: 'low' } },
    ];
    const publishNewer = (expectedVersion: number) =>
      publish(table, clock, newerKinds, { kind: newer, documents: marked, expectedVersion, by: 'test' });
    const publishKnown = (documents: readonly unknown[], expectedVersion: number) =>
      publish(table, clock, configKinds, { kind: competitorKind, documents, expectedVersion, by: 'test' });
    const readNewer = async () => [...(await openConfigReader(table, clock).current(newer)).documents.values()];

    it('come back with the old version that says them', async () => {
      await publishNewer(1);
      await publishKnown([named('acme.example', 'Acme Corp')], 2);

      await rollback(table, clock, configKinds, { kind: competitorKind, to: 2, expectedVersion: 3, by: 'test' });

      expect(await readNewer()).toEqual(marked);
    });

    it('stay in documents that a new version leaves as they are', async () => {
      await publishNewer(1);

      await publishKnown([named('acme.example', 'Acme'), named('globex.example', 'Globex Inc')], 2);

      expect(await readNewer()).toEqual([marked[0], named('globex.example', 'Globex Inc')]);
    });

    it('do not stand in the way of whoever puts a document right that nobody can read', async () => {
      const unreadable = { ...competitorKind, schema: z.looseObject({ id: z.string() }) };
      const kinds = configKinds.map((kind) => (kind === competitorKind ? unreadable : kind));
      await publish(table, clock, kinds, { kind: unreadable, documents: [{ id: 'acme.example' }], expectedVersion: 1, by: 'test' });

      await publishKnown([named('acme.example', 'Acme')], 2);

      const reader = openConfigReader(table, clock);
      expect((await reader.current(competitorKind)).documents.get('acme.example')).toEqual(named('acme.example', 'Acme'));
    });
  });

  it('has room for more documents than a transaction or an item has', async () => {
    const reps = [
      ...defaultConfig.reps,
      ...Array.from({ length: 600 }, (_, index) => ({ id: `r${index}`, name: 'x'.repeat(1_000), email: `r${index}@example.com` })),
    ];

    await publish(table, clock, configKinds, { kind: repKind, documents: reps, expectedVersion: 1, by: 'test' });

    expect((await openConfigReader(table, clock).current(repKind)).documents.size).toBe(reps.length);
  });
});
