import { describe, expect, it } from '@jest/globals';
import { executors } from '../../local/engine/executors.ts';
import { noLocalEffect } from '../../local/engine/no-local-effect.ts';
import { readTemplate } from './support/templates.ts';

describe('the local runtime', () => {
  it.each(['dev', 'prod', 'full'] as const)('knows every type of resource of %s, or says why it needs none', async (variant) => {
    const templates = [await readTemplate(variant, 'data'), await readTemplate(variant, 'app')];
    const types = new Set(templates.flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)));

    const unknown = [...types].filter((type) => !(type in executors) && !(type in noLocalEffect) && !type.startsWith('Custom::'));

    expect(unknown.filter((type) => type !== 'AWS::CDK::Metadata')).toEqual([]);
  });
});
