import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { functionNames } from '../../infra/function-names.ts';
import { root } from '../../tools/build.ts';
import { type Resource, readTemplate, referredId, resourcesOf, type Template } from './support/templates.ts';

const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });

/** What a function reads at its start, from its own source: the names in its call of readEnvironment. */
function variablesReadBy(name: string): string[] {
  const source = readFileSync(join(root, 'functions', name, 'handler.ts'), 'utf8');
  const [, names = ''] = /readEnvironment\(\{([^}]*)\}/.exec(source) ?? [];
  return [...names.matchAll(/([A-Z][A-Z0-9_]+):/g)].flatMap(([, variable]) => variable ?? []);
}

describe.each(['dev', 'prod'] as const)('the functions of %s', (stage) => {
  let template: Template;
  let functions: Map<string, Resource>;

  beforeAll(async () => {
    template = await readTemplate(stage, 'app');
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

  it.each(functionNames)('run %s on arm64 with Node 24 and JSON logs', (name) => {
    const { Properties } = find(name);

    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  it.each(functionNames)('give %s the variables that it reads, and no others', (name) => {
    const { Variables } = Environment.parse(find(name).Properties.Environment);

    expect(Object.keys(Variables).sort()).toEqual(
      ['LOG_LEVEL', 'POWERTOOLS_SERVICE_NAME', 'NODE_OPTIONS', ...variablesReadBy(name)].sort(),
    );
    expect(Variables).toMatchObject({ NODE_OPTIONS: '--enable-source-maps', POWERTOOLS_SERVICE_NAME: name });
  });

  it('trace all but the minutely look, whose traces would cost more than its calls', () => {
    const untraced = [...functions].filter(([, { Properties }]) => Properties.TracingConfig === undefined).map(([name]) => name);

    expect(untraced).toEqual([`pheu-${stage}-find-due-timers`]);
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
      expect(group.Properties.RetentionInDays).toBe(30);
      expect(group.DeletionPolicy).toBe(stage === 'prod' ? 'RetainExceptOnCreate' : 'Delete');
    }
  });

  it('take no concurrency away from a new account', () => {
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
