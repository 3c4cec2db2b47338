import { beforeEach, describe, expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { prepareDeployment } from '../../../functions/prepare-deployment/prepare.ts';
import { configKindNames, openConfigReader, readAhead } from '../../../shared/config/index.ts';
import { InvalidConfigError, publish, rollback, validateAll } from '../../../shared/config/publish.ts';
import { describeFault } from '../../../shared/config/validate.ts';
import { ConflictError } from '../../../shared/platform/errors.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { memoryParameters } from '../../support/parameters.ts';

const time = { now: new Date('2026-11-22T03:00:00.000Z') };
const clock = () => time.now;
let table: MemoryTable;

const prepare = ({ parameters } = memoryParameters()) =>
  prepareDeployment(
    {
      table,
      parameters,
      secretParameter: '/pheu/secret',
      identityParameter: '/pheu/identity-key',
      defaults: defaultConfig,
      clock,
      log: silentLog,
    },
    1,
  );

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
    expect(validateAll(defaultConfig).map(describeFault)).toEqual([]);
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
    const first = await prepare(secrets);
    await publish(table, clock, {
      kind: 'company',
      documents: [{ ...defaultConfig.company[0], name: 'Sao Mai' }],
      expectedVersion: 1,
      by: 'test',
    });

    const second = await prepare(secrets);

    const reader = openConfigReader(table, clock);
    expect(second).toEqual(first);
    expect((await reader.current('company')).documents.get('company')?.name).toBe('Sao Mai');
    for (const kind of configKindNames) expect((await reader.current(kind)).version).toBe(kind === 'company' ? 2 : 1);
  });
});

describe('publishing', () => {
  beforeEach(async () => {
    await prepare();
  });

  it('counts versions up, keeps the old ones, and stores unchanged documents once', async () => {
    const before = table.all().filter(({ sk }) => String(sk).startsWith('DOCUMENT#')).length;
    const reps = defaultConfig.reps.map((rep, index) => (index === 0 ? { ...rep, active: false } : rep));

    const manifest = await publish(table, clock, { kind: 'reps', documents: reps, expectedVersion: 1, by: 'test' });

    const reader = openConfigReader(table, clock);
    expect(manifest).toMatchObject({ version: 2, publishedBy: 'test' });
    expect(table.all().filter(({ sk }) => String(sk).startsWith('DOCUMENT#'))).toHaveLength(before + 1);
    const id = defaultConfig.reps[0]?.id ?? '';
    expect((await reader.current('reps')).documents.get(id)?.active).toBe(false);
    expect((await reader.version('reps', 1)).documents.get(id)?.active).toBe(true);
    await expect(reader.version('reps', 9)).rejects.toThrow('no version 9');
  });

  it('refuses a version that somebody else has published meanwhile', async () => {
    const publication = { kind: 'company', documents: defaultConfig.company, expectedVersion: 1, by: 'test' } as const;
    await publish(table, clock, publication);

    await expect(publish(table, clock, publication)).rejects.toBeInstanceOf(ConflictError);
  });

  it('names every fault with its document and place', async () => {
    const documents = [
      { id: 'north', name: { vi: 'Bắc' }, members: [{ repId: 'rep-anh', weight: 0, wieght: 2 }] },
      { id: 'south', name: { vi: 'Nam', en: 'South' }, members: [], colour: 'red' },
    ];

    const faults = await faultsOf(publish(table, clock, { kind: 'pools', documents, expectedVersion: 1, by: 'test' }));

    expect(faults).toEqual([
      expect.stringContaining('pools/north name.en: '),
      expect.stringContaining('pools/north members[0].weight: '),
      'pools/south colour: there is no such setting',
    ]);
  });

  it.each([
    ['a pool whose rep is gone', 'reps', defaultConfig.reps.slice(1), /^pools\/north members\[0\].repId: there is no rep rep-anh/],
    ['a territory whose pool is gone', 'pools', defaultConfig.pools.slice(1), /^territories\/north poolId: there is no pool north/],
    ['no fallback', 'territories', defaultConfig.territories.slice(0, -1), /exactly one territory must have no conditions.*there are 0/],
    [
      'two fallbacks',
      'territories',
      [...defaultConfig.territories, { id: 'second', order: 1, poolId: 'north', when: {} }],
      /^territories\/second when: exactly one .*there are 2/,
    ],
    [
      'a province of the old codes',
      'territories',
      [...defaultConfig.territories, { id: 'x', order: 1, poolId: 'north', when: { provinceCodes: ['02'] } }],
      /provinceCodes\[0\]: 02 is no code/,
    ],
    [
      'a user without a rep',
      'users',
      [{ id: 'u', email: 'u@example.com', role: 'rep' }],
      /^users\/u repId: a user with the role rep needs/,
    ],
    [
      'two users of one address',
      'users',
      ['a', 'b'].map((id) => ({ id, email: 'U@example.com', role: 'admin' })),
      /^users\/b email: another user/,
    ],
    [
      'an origin with a path',
      'forms',
      [{ ...defaultConfig.forms[0], allowedOrigins: ['https://a.vn/'] }],
      /^forms\/contact allowedOrigins\[0\]: write `self`/,
    ],
    [
      'a thank-you page elsewhere',
      'forms',
      [{ ...defaultConfig.forms[0], thankYouUrls: ['//evil.com'] }],
      /^forms\/contact thankYouUrls\[0\]: write a path/,
    ],
    [
      'a question for later that the form does not have',
      'forms',
      [{ ...defaultConfig.forms[0], progressive: { fields: ['company', 'budget'] } }],
      /^forms\/contact progressive.fields\[1\]: the form has no field budget/,
    ],
    [
      'a contact detail that is not asked each time',
      'forms',
      [{ ...defaultConfig.forms[0], progressive: { once: ['fullName'] } }],
      /^forms\/contact progressive.once\[0\]: fullName is asked each time/,
    ],
    [
      'a required field that is asked later',
      'forms',
      [{ ...defaultConfig.forms[2], progressive: { fields: ['company'] } }],
      /^forms\/quote progressive.fields\[0\]: the form requires company/,
    ],
    [
      'one of the fields of which one is required',
      'forms',
      [{ ...defaultConfig.forms[0], requireOneOf: ['email', 'company'], progressive: { fields: ['company'] } }],
      /progressive.fields\[0\]: the form requires company/,
    ],
    [
      'a question that is asked in two ways',
      'forms',
      [{ ...defaultConfig.forms[0], progressive: { fields: ['company'], once: ['company'] } }],
      /progressive.once\[0\]: company is listed twice/,
    ],
    [
      'more questions at once than fit',
      'forms',
      [{ ...defaultConfig.forms[0], progressive: { fields: ['company'], atOnce: 11 } }],
      /^forms\/contact progressive.atOnce: /,
    ],
    [
      'other names of a field that is not there',
      'forms',
      [{ ...defaultConfig.forms[0], aliases: { age: ['tuoi'] } }],
      /aliases.age: the form has no field age/,
    ],
    [
      'another name that is a field',
      'forms',
      [{ ...defaultConfig.forms[0], aliases: { fullName: ['email'] } }],
      /aliases.fullName\[0\]: email is a field/,
    ],
    [
      'one name for two fields',
      'forms',
      [{ ...defaultConfig.forms[0], aliases: { fullName: ['a'], company: ['a'] } }],
      /a is listed twice/,
    ],
    ['a trap that browsers fill', 'forms', [{ ...defaultConfig.forms[0], honeypotField: 'Website_URL' }], /honeypotField: .*browsers/],
    ['a trap that is a field', 'forms', [{ ...defaultConfig.forms[0], honeypotField: 'email' }], /honeypotField: the trap/],
  ] as const)('refuses %s', async (_, kind, documents, fault) => {
    const faults = await faultsOf(publish(table, clock, { kind, documents, expectedVersion: 1, by: 'test' }));

    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('publishes an old version again as a new one', async () => {
    await publish(table, clock, {
      kind: 'company',
      documents: [{ ...defaultConfig.company[0], name: 'Sao Mai' }],
      expectedVersion: 1,
      by: 'test',
    });

    const manifest = await rollback(table, clock, { kind: 'company', to: 1, expectedVersion: 2, by: 'test' });

    const company = (await openConfigReader(table, clock).current('company')).documents.get('company');
    expect(manifest.version).toBe(3);
    expect(company?.name).toBe(defaultConfig.company[0]?.name);
  });

  it('has room for more documents than a transaction or an item has', async () => {
    const reps = [
      ...defaultConfig.reps,
      ...Array.from({ length: 600 }, (_, index) => ({ id: `r${index}`, name: 'x'.repeat(1_000), email: `r${index}@example.com` })),
    ];

    await publish(table, clock, { kind: 'reps', documents: reps, expectedVersion: 1, by: 'test' });

    expect((await openConfigReader(table, clock).current('reps')).documents.size).toBe(reps.length);
  });
});

describe('reading', () => {
  it('takes a new version in within 30 seconds and gives the same set until then', async () => {
    await prepare();
    const reader = openConfigReader(table, clock);
    const before = await reader.current('company');
    await publish(table, clock, {
      kind: 'company',
      documents: [{ ...defaultConfig.company[0], name: 'Sao Mai' }],
      expectedVersion: 1,
      by: 'test',
    });

    time.now = new Date(time.now.getTime() + 29_000);
    const cached = await reader.current('company');
    time.now = new Date(time.now.getTime() + 1_000);
    const fresh = await reader.current('company');

    expect(cached).toBe(before);
    expect(fresh.version).toBe(2);
  });

  it('reads ahead what every call needs, so that the first call finds it in memory', async () => {
    await prepare();
    const read: string[] = [];
    const counted: Table = {
      ...table,
      get(key, options) {
        read.push(String(key.pk));
        return table.get(key, options);
      },
    };
    const reader = await readAhead(openConfigReader(counted, clock), ['forms', 'reps']);
    const ahead = read.length;

    await Promise.all([reader.current('forms'), reader.current('reps')]);

    expect(ahead).toBe(2);
    expect(read).toHaveLength(2);
  });

  it('lets the first call read again what failed while the function was loaded', async () => {
    await prepare();
    let isOut = true;
    const flaky: Table = { ...table, get: (key, options) => (isOut ? Promise.reject(new Error('no table')) : table.get(key, options)) };

    const reader = await readAhead(openConfigReader(flaky, clock), ['forms', 'reps']);
    const duringOutage = reader.current('forms');
    await expect(duringOutage).rejects.toThrow('no table');
    isOut = false;

    expect((await reader.current('forms')).version).toBe(1);
    expect((await reader.current('reps')).version).toBe(1);
  });

  it('says what to do when nothing is published', async () => {
    await expect(openConfigReader(table, clock).current('forms')).rejects.toThrow('npm run config -- publish forms');
  });
});
