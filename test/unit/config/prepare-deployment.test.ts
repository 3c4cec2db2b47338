import { describe, expect, it } from '@jest/globals';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { createHandler } from '../../../functions/prepare-deployment/app.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { memoryTable } from '../../support/memory-table.ts';

function deployment(changes: Partial<Table> = {}) {
  const answers: { url: string; body: Record<string, unknown> }[] = [];
  const memory = memoryTable();
  const parameters = { send: async () => ({ Parameter: { Value: 'master-canary' } }) } as never;
  const handler = createHandler(
    { table: { ...memory, ...changes }, parameters, secretParameter: '/pheu/secret', clock: () => new Date(0), log: silentLog },
    async (url, body) => {
      answers.push({ url, body: JSON.parse(body) });
    },
  );
  const run = async (RequestType: string) => {
    const event = { RequestType, ResponseURL: 'https://cfn.example/answer', StackId: 's', RequestId: 'r', LogicalResourceId: 'l' };
    await handler(event as CloudFormationCustomResourceEvent);
    return answers.at(-1);
  };
  return { run, items: () => memory.all() };
}

describe('the deployment resource', () => {
  it('answers the secrets unprinted, the same at an update', async () => {
    const { run } = deployment();

    const created = await run('Create');
    const updated = await run('Update');

    expect(created).toMatchObject({
      url: 'https://cfn.example/answer',
      body: {
        Status: 'SUCCESS',
        NoEcho: true,
        PhysicalResourceId: 'pheu-deployment',
        StackId: 's',
        RequestId: 'r',
        LogicalResourceId: 'l',
        Data: {
          OriginSecret: expect.any(String),
          OriginSecretSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          AddressSalt: expect.any(String),
          FormTokenKey: expect.any(String),
          MailLinkKey: expect.any(String),
        },
      },
    });
    expect(updated?.body).toEqual(created?.body);
  });

  it('deletes nothing and does not even look', async () => {
    const { run, items } = deployment();
    await run('Create');
    const before = items();

    const answer = await run('Delete');

    expect(answer?.body.Status).toBe('SUCCESS');
    expect(answer?.body.Data).toBeUndefined();
    expect(items()).toEqual(before);
  });

  it('answers a failure too, without secrets or foreign messages', async () => {
    const { run } = deployment({
      get: async () => {
        throw Object.assign(new Error('credentials AKIA-CANARY expired'), { name: 'ExpiredToken' });
      },
    });

    const answer = await run('Create');

    expect(answer?.body.Status).toBe('FAILED');
    expect(answer?.body.Reason).toContain('ExpiredToken');
    expect(JSON.stringify(answer)).not.toMatch(/CANARY|canary/);
  });
});
