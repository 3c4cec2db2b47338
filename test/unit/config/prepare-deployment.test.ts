import { describe, expect, it } from '@jest/globals';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { defaultConfig } from '../../../config/index.ts';
import { createHandler } from '../../../functions/prepare-deployment/app.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { memoryParameters } from '../../support/parameters.ts';

const secretParameter = '/pheu/test/secret';
const identityParameter = '/pheu/test/identity-key';

interface Answer {
  readonly Status: string;
  readonly Reason?: string;
  readonly Data?: Readonly<Record<string, string>>;
}

function deployment({ store = memoryParameters(), memory = memoryTable(), changes = {} as Partial<Table> } = {}) {
  const answers: { url: string; body: Answer }[] = [];
  const table = { ...memory, ...changes };
  const parts = {
    table,
    parameters: store.parameters,
    secretParameter,
    identityParameter,
    defaults: defaultConfig,
    clock: () => new Date(0),
    log: silentLog,
  };
  const handler = createHandler(parts, async (url, body) => {
    answers.push({ url, body: JSON.parse(body) });
  });
  const run = async (RequestType: string) => {
    const event = { RequestType, ResponseURL: 'https://cfn.example/answer', StackId: 's', RequestId: 'r', LogicalResourceId: 'l' };
    await handler(event as CloudFormationCustomResourceEvent);
    return answers.at(-1);
  };
  return { run, store, memory, items: () => memory.all() };
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
          IdentityKey: expect.any(String),
          FormTokenKey: expect.any(String),
          MailLinkKey: expect.any(String),
        },
      },
    });
    expect(updated?.body).toEqual(created?.body);
  });

  it('answers secrets that do not show the master secret', async () => {
    const { run } = deployment({ store: memoryParameters({ [secretParameter]: 'master-canary' }) });

    const data = (await run('Create'))?.body.Data ?? {};

    expect(new Set(Object.values(data)).size).toBe(5);
    expect(JSON.stringify(data)).not.toContain('canary');
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
    const get = async () => {
      throw Object.assign(new Error('credentials AKIA-CANARY expired'), { name: 'ExpiredToken' });
    };
    const { run } = deployment({ store: memoryParameters({ [secretParameter]: 'master-canary' }), changes: { get } });

    const answer = await run('Create');

    expect(answer?.body.Status).toBe('FAILED');
    expect(answer?.body.Reason).toContain('ExpiredToken');
    expect(JSON.stringify(answer)).not.toMatch(/CANARY|canary/);
  });
});

describe('the identity key', () => {
  const keyOf = (answer: { body: Answer } | undefined) => answer?.body.Data?.IdentityKey;

  it('is made once, and proved by an item of the table that does not show it', async () => {
    const { run, store, items } = deployment();

    const key = keyOf(await run('Create'));

    expect(store.values.get(identityParameter)).toBe(key);
    expect(Buffer.from(key ?? '', 'base64url')).toHaveLength(32);
    expect(items().filter(({ sk }) => sk === 'CHECK')).toMatchObject([{ proof: expect.stringMatching(/^[\w-]{43}$/) }]);
    expect(JSON.stringify(items())).not.toContain(key);
  });

  it('stays when the master secret is another', async () => {
    const { run, store } = deployment();
    const before = await run('Create');
    store.values.delete(secretParameter);

    const after = await run('Update');

    expect(keyOf(after)).toBe(keyOf(before));
    expect(after?.body.Data?.FormTokenKey).not.toBe(before?.body.Data?.FormTokenKey);
  });

  it.each([
    ['is missing', (values: Map<string, string>) => void values.delete(identityParameter)],
    ['is another', (values: Map<string, string>) => void values.set(identityParameter, 'somebody-elses-canary')],
  ])('fails a deployment with a sentence, and changes nothing, when it %s', async (_, harm) => {
    const { run, store, items } = deployment();
    await run('Create');
    harm(store.values);
    const before = [items(), new Map(store.values)];

    const answer = await run('Update');

    expect(answer?.body.Status).toBe('FAILED');
    expect(answer?.body.Reason).toMatch(/identity-key .*put .* back from its copy/);
    expect(answer?.body.Data).toBeUndefined();
    expect(JSON.stringify(answer)).not.toContain('canary');
    expect([items(), store.values]).toEqual(before);
  });

  it('fits a restored table, whose check came with it, and no table of another deployment', async () => {
    const first = deployment();
    await first.run('Create');
    const restored = memoryTable();
    restored.seed(...first.items());
    const stranger = deployment();
    await stranger.run('Create');

    const same = await deployment({ store: first.store, memory: restored }).run('Update');
    const other = await deployment({ store: first.store, memory: stranger.memory }).run('Update');

    expect([same?.body.Status, other?.body.Status]).toEqual(['SUCCESS', 'FAILED']);
  });

  it('is the first one where two deployments began at once', async () => {
    const store = memoryParameters();
    const memory = memoryTable();

    const [one, two] = await Promise.all([deployment({ store, memory }).run('Create'), deployment({ store, memory }).run('Create')]);

    expect(keyOf(one)).toBe(keyOf(two));
    expect(keyOf(one)).toBe(store.values.get(identityParameter));
  });
});
