import { describe, expect, it } from '@jest/globals';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { defaultConfig } from '../../../config/index.ts';
import { createHandler } from '../../../functions/prepare-deployment/app.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { OutgoingMessage } from '../../../shared/platform/queues.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { memoryParameters } from '../../support/parameters.ts';

const secretParameter = '/pheu/test/secret';
const identityParameter = '/pheu/test/identity-key';
const masterCanary = JSON.stringify({ version: 1, current: 'master-canary' });

interface Answer {
  readonly Status: string;
  readonly Reason?: string;
  readonly Data?: Readonly<Record<string, string>>;
}

function deployment({ store = memoryParameters(), memory = memoryTable(), changes = {} as Partial<Table> } = {}) {
  const answers: { url: string; body: Answer }[] = [];
  const asked: unknown[] = [];
  const table = { ...memory, ...changes };
  const parts = {
    table,
    parameters: store.parameters,
    secretParameter,
    identityParameter,
    defaults: defaultConfig,
    work: { send: async (message: OutgoingMessage) => void asked.push(message.body), sendAll: async () => {} },
    clock: () => new Date(0),
    log: silentLog,
  };
  const waits: number[] = [];
  const answered = async (url: string, body: string) => void answers.push({ url, body: JSON.parse(body) });
  const handler = createHandler(parts, answered, async (ms) => void waits.push(ms));
  const run = async (RequestType: string, SecretVersion = '1') => {
    const event = {
      RequestType,
      ServiceToken: 'arn',
      ResourceType: 'Custom::Preparation',
      PhysicalResourceId: 'pheu-deployment',
      ResourceProperties: { ServiceToken: 'arn', SecretVersion },
      OldResourceProperties: { ServiceToken: 'arn' },
      ResponseURL: 'https://cfn.example/answer',
      StackId: 's',
      RequestId: 'r',
      LogicalResourceId: 'l',
    };
    await handler(event as CloudFormationCustomResourceEvent);
    return answers.at(-1);
  };
  return { run, store, memory, waits, asked, items: () => memory.all() };
}

describe('the deployment resource', () => {
  it('has all accounts looked at, for the user pool may be another one, and the platforms of connectors that it brings', async () => {
    const { run, asked } = deployment();

    await run('Create');

    expect(asked).toEqual([
      { v: 1, kind: 'syncUsers', request: { isWhole: true, after: null, version: 0 } },
      { v: 1, kind: 'releaseConnectors', request: { version: 0, connectorId: null, after: null } },
    ]);
  });

  it('names the account without telling it', async () => {
    const { run } = deployment();

    const { AccountDigest } = (await run('Create'))?.body.Data ?? {};

    expect(AccountDigest).toMatch(/^[0-9a-f]{10}$/);
  });

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
          OriginSecretDigests: expect.stringMatching(/^[0-9a-f]{64}$/),
          IdentityKey: expect.any(String),
          FormTokenKey: expect.any(String),
          FormTokenKeys: expect.any(String),
          MailLinkKey: expect.any(String),
          MailLinkKeys: expect.any(String),
          SignedLinkKey: expect.any(String),
          SignedLinkKeys: expect.any(String),
          CursorKeys: expect.any(String),
          WebhookKeys: expect.any(String),
        },
      },
    });
    expect(updated?.body).toEqual(created?.body);
  });

  it('answers secrets that do not show the master secret', async () => {
    const { run } = deployment({ store: memoryParameters({ [secretParameter]: masterCanary }) });

    const data = (await run('Create'))?.body.Data ?? {};

    expect(new Set(Object.values(data)).size).toBe(13);
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
    const { run } = deployment({ store: memoryParameters({ [secretParameter]: masterCanary }), changes: { get } });

    const answer = await run('Create');

    expect(answer?.body.Status).toBe('FAILED');
    expect(answer?.body.Reason).toContain('ExpiredToken');
    expect(JSON.stringify(answer)).not.toMatch(/CANARY|canary/);
  });
});

describe('rights that are as new as the function', () => {
  const deniedUntil = (allowedAt: number) => {
    let calls = 0;
    const memory = memoryTable();
    const get: Table['get'] = async (...asked) => {
      calls += 1;
      if (calls < allowedAt) throw Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
      return memory.get(...asked);
    };
    return deployment({ memory, changes: { get } });
  };

  it('are waited for', async () => {
    const { run, waits } = deniedUntil(4);

    expect((await run('Create'))?.body.Status).toBe('SUCCESS');
    expect(waits).toEqual([3_000, 3_000, 3_000]);
  });

  it('are given up after half a minute', async () => {
    const { run, waits } = deniedUntil(100);

    expect((await run('Create'))?.body.Status).toBe('FAILED');
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(30_000);
  });
});

describe('the secrets of a rotation', () => {
  const keysIn = (answer: { body: Answer } | undefined, name: string) => answer?.body.Data?.[name]?.split(' ') ?? [];

  it.each([
    ['FormTokenKey', 'FormTokenKeys'],
    ['MailLinkKey', 'MailLinkKeys'],
    ['SignedLinkKey', 'SignedLinkKeys'],
  ])('sign with the new %s and believe the one before as well', async (signing, believed) => {
    const { run } = deployment();
    const [before] = keysIn(await run('Create'), signing);

    const after = await run('Update', '2');

    const [now] = keysIn(after, signing);
    expect(now).not.toBe(before);
    expect(keysIn(after, believed)).toEqual([now, before]);
  });

  it('open cursors with the new one and the one before, and seal with the new one, which comes first', async () => {
    const { run } = deployment();
    const [before] = keysIn(await run('Create'), 'CursorKeys');

    const after = keysIn(await run('Update', '2'), 'CursorKeys');

    expect([after.length, after[1]]).toEqual([2, before]);
    expect(after[0]).not.toBe(before);
  });

  it('let edges send the header of before, and drop the one before that', async () => {
    const { run } = deployment();
    const [first] = keysIn(await run('Create'), 'OriginSecretDigests');
    const second = keysIn(await run('Update', '2'), 'OriginSecretDigests');
    const third = keysIn(await run('Update', '3'), 'OriginSecretDigests');

    expect(second[1]).toBe(first);
    expect(third[1]).toBe(second[0]);
    expect(third).not.toContain(first);
  });

  it('are the same when a deployment is repeated, and change places when it is rolled back', async () => {
    const { run } = deployment();
    await run('Create');
    const rotated = keysIn(await run('Update', '2'), 'MailLinkKeys');

    expect(keysIn(await run('Update', '2'), 'MailLinkKeys')).toEqual(rotated);
    expect(keysIn(await run('Update', '1'), 'MailLinkKeys')).toEqual(rotated.toReversed());
  });

  it('are not made up for a version that is gone, nor read from what is none', async () => {
    const { run, store } = deployment();
    await run('Create');
    await run('Update', '2');
    await run('Update', '3');

    const gone = await run('Update', '1');
    store.values.set(secretParameter, 'canary');
    const foreign = await run('Update', '3');

    expect(gone?.body).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('secretVersion 1 is gone') });
    expect(foreign?.body).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('does not hold a master secret') });
    expect(JSON.stringify(foreign)).not.toContain('canary');
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

  it('stays when the master secret is rotated', async () => {
    const { run } = deployment();
    const before = await run('Create');

    const after = await run('Update', '2');

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
