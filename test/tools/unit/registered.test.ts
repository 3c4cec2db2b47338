import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contracts } from '../../../api/contracts.ts';
import { defaultConfig } from '../../../config/index.ts';
import { eventContracts } from '../../../events/index.ts';
import { callKinds } from '../../../functions/do-calls/kinds.ts';
import { workKinds } from '../../../functions/do-work/kinds.ts';
import { projectors } from '../../../functions/project-changes/projectors.ts';
import { mailProducts } from '../../../functions/send-mail/products.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { mergeFollowers } from '../../../shared/merge-registry/index.ts';

const root = join(import.meta.dirname, '../../..');

/** A place where things are defined, how a definition begins, what names it there, what is registered, and where. */
interface Registry {
  readonly folder: string;
  /** Its group is the name that the definition has among those that are registered. */
  readonly definition: RegExp;
  readonly registered: readonly string[];
  readonly list: (file: string) => string;
}

const registries: readonly (readonly [string, Registry])[] = [
  [
    'contract of a route',
    {
      folder: 'api',
      definition: /defineRoute\(\{\s*id: '(\w+)'/g,
      registered: contracts.map(({ id }) => id),
      list: () => '`all` in api/contracts.ts',
    },
  ],
  [
    'event',
    {
      folder: 'events',
      definition: /defineEvent\(\{\s*detailType: '([\w.]+)'/g,
      registered: eventContracts.map(({ detailType }) => detailType),
      list: () => '`eventContracts` in events/index.ts',
    },
  ],
  [
    'kind of configuration',
    {
      folder: 'shared',
      definition: /defineKind\(\{\s*name: '([\w-]+)'/g,
      registered: configKinds.map(({ name }) => name),
      list: () => '`configKinds` in shared/config-registry/kinds.ts',
    },
  ],
  [
    'kind of work',
    {
      folder: 'shared',
      // Where others ask for the work, its kind is spelt apart from it, as `…Request` beside whoever asks.
      definition: /(?:defineWork\(\{\s*kind: |Request = \{\s*kind: )'(\w+)'/g,
      registered: workKinds.map(({ kind }) => kind),
      list: () => '`workKinds` in functions/do-work/kinds.ts',
    },
  ],
  [
    'kind of call',
    {
      folder: 'shared',
      definition: /defineCall\(\{\s*kind: '(\w+)'/g,
      registered: callKinds.map(({ kind }) => kind),
      list: () => '`callKinds` in functions/do-calls/kinds.ts',
    },
  ],
  [
    'projector',
    {
      folder: 'shared',
      definition: /: Projector = \{\s*name: '(\w+)'/g,
      registered: projectors.map(({ name }) => name),
      list: () => '`projectors` in functions/project-changes/projectors.ts',
    },
  ],
  [
    'follower of merges',
    {
      folder: 'shared',
      definition: /defineMergeFollower\(\{\s*capability: '([\w-]+)'/g,
      registered: mergeFollowers.map(({ capability }) => capability),
      list: () => '`mergeFollowers` in shared/merge-registry/followers.ts',
    },
  ],
  [
    'mail product',
    {
      folder: 'shared',
      definition: /defineMail\(\{\s*kind: '(\w+)'/g,
      registered: Object.keys(mailProducts),
      list: (file) => `${dirname(file)}/index.ts`,
    },
  ],
];

/** What the sources of a folder define, by name, and in which file. */
function definitionsIn({ folder, definition }: Registry): Map<string, string> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.flatMap((path) => {
    const file = `${folder}/${path}`;
    return [...readFileSync(join(root, file), 'utf8').matchAll(definition)].map(([, name = '']) => [name, file] as const);
  });
  return new Map(found);
}

describe.each(registries)('each %s', (what, registry) => {
  it('that is defined is registered', () => {
    const missing = [...definitionsIn(registry)].filter(([name]) => !registry.registered.includes(name));

    expect(missing.map(([name, file]) => `${file} defines the ${what} ${name}: add it to ${registry.list(file)}`)).toEqual([]);
  });

  it('that is registered is found by this test', () => {
    const defined = definitionsIn(registry);

    expect(registry.registered.filter((name) => !defined.has(name))).toEqual([]);
  });
});

it('each kind of configuration has documents to begin with', () => {
  const missing = configKinds.filter(({ name }) => !Object.hasOwn(defaultConfig, name));

  expect(missing.map(({ name }) => `the kind ${name} has no documents: add config/${name}.json, a list that may be empty`)).toEqual([]);
});

it('each kind of configuration has documents in the company that tests synthesise', () => {
  const missing = configKinds.filter(({ name }) => !existsSync(join(root, 'test/fixtures/company', `${name}.json`)));

  expect(missing.map(({ name }) => `the kind ${name} is not in the company of the tests: add test/fixtures/company/${name}.json`)).toEqual(
    [],
  );
});
