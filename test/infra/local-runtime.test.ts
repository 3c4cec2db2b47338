import { describe, expect, it } from '@jest/globals';
import { executors, noLocalEffect, providedResources } from 'local-cloud/parts';
import { readTemplate, type Template } from './support/templates.ts';

/** What only the sample application of the local runtime's own tests has. */
const inTheSample = ['AWS::Events::Rule'];
const known = [...Object.keys({ ...executors, ...noLocalEffect, ...providedResources })];

const typesOf = ({ Resources }: Template): string[] => Object.values(Resources).map(({ Type }) => Type);

describe('the local runtime', () => {
  it.each(['dev', 'prod', 'full'] as const)('knows every type of resource of %s, or says why it needs none', async (variant) => {
    const templates = [await readTemplate(variant, 'data'), await readTemplate(variant, 'app')];
    const types = new Set(templates.flatMap(typesOf));

    const unknown = [...types].filter((type) => !known.includes(type) && !type.startsWith('Custom::'));

    expect(unknown.filter((type) => type !== 'AWS::CDK::Metadata')).toEqual([]);
  });

  it('knows no type that no stage has', async () => {
    const stages = [readTemplate('dev', 'data'), readTemplate('dev', 'app'), readTemplate('prod', 'data'), readTemplate('prod', 'app')];
    const full = [
      readTemplate('full', 'data'),
      readTemplate('full', 'app'),
      readTemplate('full', 'edge'),
      readTemplate('full', 'analytics'),
    ];
    const used = (await Promise.all([...stages, ...full])).flatMap(typesOf);

    const idle = known.filter((type) => type !== 'Custom::*' && !used.includes(type) && !inTheSample.includes(type));

    expect(idle).toEqual([]);
  });
});
