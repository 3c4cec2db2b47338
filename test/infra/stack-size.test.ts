import { describe, expect, it } from '@jest/globals';
import { readTemplate } from './support/templates.ts';

/** CloudFormation takes 500 resources of a stack; the rest is room to grow before a stack has to be divided. */
const mostResources = 450;

describe.each(['dev', 'full'] as const)('the stacks of %s', (variant) => {
  it.each(['data', 'app'] as const)('leave room in %s for what comes', async (stack) => {
    const { Resources } = await readTemplate(variant, stack);

    expect(Object.keys(Resources).length).toBeLessThanOrEqual(mostResources);
  });
});
