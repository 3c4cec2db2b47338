import { statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readStacks, readTemplate, resourcesOf } from './support/templates.ts';

const variants = ['dev', 'prod', 'full'] as const;

describe.each(variants)('the templates of %s', (variant) => {
  let stacks: Awaited<ReturnType<typeof readStacks>>;
  beforeAll(async () => {
    stacks = await readStacks(variant, 'app');
  });

  it('stay below the 500 resources that CloudFormation takes a stack, with room for a deployment that replaces some', () => {
    const counts = [stacks.template, ...stacks.nested.values()].map(({ Resources }) => Object.keys(Resources).length);

    // Above it: a nested stack for another part that grows, as infra/constructs/api-routes.ts is one. A part that moves is made anew.
    expect(counts.filter((count) => count > 400)).toEqual([]);
  });

  it('stay below the megabyte that CloudFormation takes a template', () => {
    for (const file of stacks.files) expect(statSync(file).size).toBeLessThan(700_000);
  });

  it('hand the routes what they need, and take nothing of them: no function is held by a stack that asks for it', () => {
    for (const inner of stacks.nested.values()) expect(inner.Outputs).toEqual({});
    expect(JSON.stringify([...stacks.nested.values()])).not.toContain('Fn::ImportValue');
  });

  it('set throttles of routes when the routes are there', () => {
    const [[, stage] = []] = resourcesOf(stacks.template, 'AWS::ApiGatewayV2::Stage');
    const makers = [...stacks.nested].filter(([, inner]) => resourcesOf(inner, 'AWS::ApiGatewayV2::Route').length > 0).map(([id]) => id);

    expect(makers).toHaveLength(1);
    expect(stage?.DependsOn).toEqual(makers);
  });
});

it('has no more routes than an API may have in a new account', async () => {
  const routes = resourcesOf(await readTemplate('full', 'app'), 'AWS::ApiGatewayV2::Route');

  // Quota "Routes per API" of HTTP APIs. Above it: docs/deploy.md asks each account for a raise first, and routes beyond come into a second stack
  // of routes. Those that are there stay where they are: API Gateway refuses a route twice, and a move makes the new one first.
  expect(routes.length).toBeLessThanOrEqual(300);
});
