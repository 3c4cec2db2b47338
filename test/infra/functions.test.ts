import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { functionNames, onlyWhenAsked } from '../../infra/function-names.ts';
import { root } from '../../tools/build.ts';
import { type Resource, readTemplate, referredId, resourcesOf, type Template } from './support/templates.ts';

const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });

/** What a function reads at its start, from its own sources: the names in its calls of readEnvironment, optional ones only where asked for. */
function variablesReadBy(name: string, { optional }: { optional: boolean }): string[] {
  const sources = globSync(join(root, 'functions', name, '*.ts')).map((file) => readFileSync(file, 'utf8'));
  const names = sources.flatMap((source) => [...source.matchAll(/readEnvironment\(\{([^}]*)\}/g)].map(([, inside = '']) => inside)).join();
  const read = [...names.matchAll(/([A-Z][A-Z0-9_]+): [a-z]+(\.optional\(\))?/g)];
  return read.flatMap(([, variable, isOptional]) => (variable && (optional || !isOptional) ? variable : []));
}

describe.each([
  { variant: 'dev', stage: 'dev', hasFirewall: false },
  { variant: 'prod', stage: 'prod', hasFirewall: false },
  { variant: 'full', stage: 'prod', hasFirewall: true },
] as const)('the functions of $variant', ({ variant, stage, hasFirewall }) => {
  const deployed = functionNames.filter((name) => hasFirewall || !onlyWhenAsked.includes(name));
  let template: Template;
  let functions: Map<string, Resource>;

  beforeAll(async () => {
    template = await readTemplate(variant, 'app');
    // The CDK's own functions have no fixed names; theirs are looked at below.
    const own = resourcesOf(template, 'AWS::Lambda::Function').filter(([, { Properties }]) => Properties.FunctionName !== undefined);
    const all = own.map(([, resource]) => [String(resource.Properties.FunctionName), resource] as const);
    functions = new Map(all);
  });

  const find = (name: string): Resource => {
    const found = functions.get(`pheu-${stage}-${name}`);
    if (!found) throw new Error(`no function ${name}`);
    return found;
  };

  it('are those of the list, and with a firewall those that it needs', () => {
    expect([...functions.keys()].sort()).toEqual(deployed.map((name) => `pheu-${stage}-${name}`).sort());
  });

  it.each(deployed)('run %s on arm64 with Node 24 and JSON logs', (name) => {
    const { Properties } = find(name);

    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  it.each(deployed)('give %s the variables that it reads, and no others', (name) => {
    const { Variables } = Environment.parse(find(name).Properties.Environment);

    expect(Object.keys(Variables).sort()).toEqual(
      ['LOG_LEVEL', 'POWERTOOLS_SERVICE_NAME', ...variablesReadBy(name, { optional: hasFirewall })].sort(),
    );
    expect(Variables).toMatchObject({ POWERTOOLS_SERVICE_NAME: name });
  });

  it('trace all but those whose traces would cost more than their calls', () => {
    const untraced = [...functions].filter(([, { Properties }]) => Properties.TracingConfig === undefined).map(([name]) => name);

    const expected = ['find-due-timers', ...(hasFirewall ? ['admit-requests'] : [])];
    expect(untraced.sort()).toEqual(expected.map((name) => `pheu-${stage}-${name}`).sort());
  });

  it('keep each log in a group of its own that ends', () => {
    const groups = new Map(resourcesOf(template, 'AWS::Logs::LogGroup'));
    const everyFunction = resourcesOf(template, 'AWS::Lambda::Function').map(([, resource]) => resource);
    const used = everyFunction.map(({ Properties }) =>
      referredId(z.object({ LogGroup: z.unknown() }).parse(Properties.LoggingConfig).LogGroup),
    );

    expect(new Set(used).size).toBe(everyFunction.length);
    expect(used).not.toContain(undefined);
    for (const group of groups.values()) {
      expect(group.Properties.RetentionInDays).toBe(variant === 'full' ? 365 : 30);
      expect(group.DeletionPolicy).toBe(stage === 'prod' ? 'RetainExceptOnCreate' : 'Delete');
    }
  });

  it('take no concurrency away from a new account', () => {
    if (variant === 'full') return;
    for (const { Properties } of functions.values()) expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });
});

describe('settings', () => {
  it('reserve concurrency for capture-form alone', async () => {
    const template = await readTemplate('full', 'app');

    const reserved = resourcesOf(template, 'AWS::Lambda::Function').filter(
      ([, { Properties }]) => Properties.ReservedConcurrentExecutions !== undefined,
    );

    expect(reserved.map(([, { Properties }]) => [Properties.FunctionName, Properties.ReservedConcurrentExecutions])).toEqual([
      ['pheu-prod-capture-form', 100],
    ]);
  });
});

it.each(functionNames)('%s finds in benchmarks what it reads at its start', (name) => {
  const given = readFileSync(join(root, 'bench', 'support', 'endpoints-process.ts'), 'utf8');
  const missing = variablesReadBy(name, { optional: false }).filter((variable) => !given.includes(`    ${variable}: `));

  expect(missing).toEqual([]);
});
