import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { functionNames } from '../../infra/function-names.ts';
import { root } from '../../tools/build.ts';
import { readTemplate, resourcesOf } from './support/templates.ts';

const Metafile = z.object({
  outputs: z.record(z.string(), z.object({ bytes: z.number(), inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) })),
});

/** A client is called by those functions only that are told where its resource is. */
const clientsByVariable: readonly [variable: RegExp, client: string][] = [
  [/^TABLE_NAME$/, 'client-dynamodb'],
  [/_QUEUE_URL$/, 'client-sqs'],
  [/^BUS_NAME$/, 'client-eventbridge'],
  [/^MAIL_FROM$/, 'client-sesv2'],
  [/^(IMPORTS|ANALYTICS)_BUCKET$/, 'client-s3'],
  [/^USER_POOL_ID$/, 'client-cognito-identity-provider'],
  [/^(SECRET_PARAMETER|WEBHOOK_SECRETS|CONNECTOR_SECRETS)$/, 'client-ssm'],
];

/** The suppression list is the account's: no variable names it. */
const clientsWithoutVariable: readonly [name: string, client: string][] = [['do-work', 'client-sesv2']];

const file = join(root, 'dist', 'functions', 'metafile.json');

it('nothing of ours is imported for what its import does: bundles leave such imports out', () => {
  const sources = ['functions', 'shared', 'api', 'events', 'config'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).flatMap((path) =>
      path.endsWith('.ts') ? [join(folder, path)] : [],
    ),
  );

  expect(sources.filter((path) => /^import '/m.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
});

// Looks at the real build, which npm test makes first.
(existsSync(file) ? describe : describe.skip)('the bundle of', () => {
  /** Sources of which a bundle has something. */
  const sourcesOf = (name: string): string[] => {
    const { outputs } = Metafile.parse(JSON.parse(readFileSync(file, 'utf8')));
    const [, bundle] = Object.entries(outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`)) ?? [];
    return Object.entries(bundle?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  };

  it.each(functionNames)('%s leaves out descriptions, examples and answers of routes', (name) => {
    // Routes of saved views are called as answers are.
    const isRoute = (path: string) => readFileSync(join(root, path), 'utf8').includes('defineRoute(');
    const described = sourcesOf(name).filter((path) => /^api\/(contracts?|problem|.*-(view|description))\.ts$/.test(path));

    expect(described.filter((path) => !isRoute(path))).toEqual([]);
  });

  it.each(functionNames)('%s carries the clients that it calls and no others', async (name) => {
    const [[, resource] = []] = resourcesOf(await readTemplate('full', 'app'), 'AWS::Lambda::Function').filter(
      ([, { Properties }]) => Properties.FunctionName === `pheu-prod-${name}`,
    );
    const { Variables } = z.object({ Variables: z.record(z.string(), z.unknown()) }).parse(resource?.Properties.Environment);

    const carried = sourcesOf(name).flatMap((path) => /@aws-sdk\/(client-[a-z0-9-]+)\//.exec(path)?.[1] ?? []);
    const needed = [
      ...clientsByVariable.filter(([variable]) => Object.keys(Variables).some((key) => variable.test(key))),
      ...clientsWithoutVariable.filter(([caller]) => caller === name),
    ];

    expect([...new Set(carried)].sort()).toEqual(needed.map(([, client]) => client).sort());
  });

  it.each(functionNames)('%s leaves out the reader of event streams, and all that would be kept whole for it', (name) => {
    expect(sourcesOf(name).filter((path) => path.includes('/event-streams/'))).toEqual([]);
  });

  it('send-mail carries of SES the one operation that it calls', () => {
    const bundle = readFileSync(join(root, 'dist', 'functions', 'send-mail', 'index.mjs'), 'utf8');

    expect(['SendEmailRequest', 'CreateEmailIdentity', 'GetExportJob'].filter((shape) => bundle.includes(shape))).toEqual([
      'SendEmailRequest',
    ]);
  });

  it('intake-submissions wakes those behind it before it sets up what it alone needs', () => {
    const bundle = readFileSync(join(root, 'dist', 'functions', 'intake-submissions', 'index.mjs'), 'utf8');
    const [wakes, numbersOfPhones, itsOwn] = ['NOTICE_QUEUE_URL:', 'country_calling_codes', 'MAIL_QUEUE_URL:'].map((text) =>
      bundle.indexOf(text),
    );

    expect(wakes).toBeGreaterThan(0);
    expect(wakes).toBeLessThan(Math.min(numbersOfPhones ?? 0, itsOwn ?? 0));
  });

  // One letter beyond ASCII, and V8 keeps and reads the whole bundle at two bytes a character.
  it.each(functionNames)('%s holds nothing but ASCII', (name) => {
    const bundle = readFileSync(join(root, 'dist', 'functions', name, 'index.mjs'), 'utf8');

    expect(bundle.match(/[^\0-\x7f]+/g) ?? []).toEqual([]);
  });
});
