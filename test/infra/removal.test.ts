import { describe, expect, it } from '@jest/globals';
import { readTemplate, referredId, resourcesOf, type StackName } from './support/templates.ts';

const stacks = [
  ['dev', 'data'],
  ['dev', 'app'],
  ['prod', 'data'],
  ['prod', 'app'],
  ['full', 'app'],
] as const satisfies readonly (readonly ['dev' | 'prod' | 'full', StackName])[];

describe('deleting a stack', () => {
  it.each(stacks)('of %s, %s empties every bucket that goes with it', async (variant, stack) => {
    const template = await readTemplate(variant, stack);
    const going = resourcesOf(template, 'AWS::S3::Bucket').filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Delete');

    const emptied = resourcesOf(template, 'Custom::S3AutoDeleteObjects').map(([, { Properties }]) => referredId(Properties.BucketName));

    // CloudFormation deletes empty buckets only: a full one stops `cdk destroy`, and the rollback of a failed first deployment.
    expect(emptied.sort()).toEqual(going.map(([id]) => id).sort());
    for (const [, { Properties }] of going) {
      expect(Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }]));
    }
  });

  it.each(stacks)('of %s, %s leaves nothing whose fixed name would stop it from being made again', async (variant, stack) => {
    const template = await readTemplate(variant, stack);
    const kept = Object.entries(template.Resources).filter(([, { DeletionPolicy }]) => DeletionPolicy?.startsWith('Retain'));

    const fixed = kept.flatMap(([id, { Type, Properties }]) =>
      // A user pool's name is a label; several may have the same.
      Type === 'AWS::Cognito::UserPool'
        ? []
        : Object.entries(Properties).flatMap(([name, value]) => (/Name$/.test(name) && typeof value === 'string' ? [`${id}.${name}`] : [])),
    );

    expect(fixed).toEqual([]);
  });

  it('names log groups after the stack that made them, and keeps those of production', async () => {
    const template = await readTemplate('prod', 'app');

    const groups = resourcesOf(template, 'AWS::Logs::LogGroup');

    expect(groups.length).toBeGreaterThan(15);
    for (const [, { Properties, DeletionPolicy }] of groups) {
      expect(JSON.stringify(Properties.LogGroupName)).toContain('"Ref":"AWS::StackId"');
      expect(DeletionPolicy).toBe('RetainExceptOnCreate');
    }
  });
});
