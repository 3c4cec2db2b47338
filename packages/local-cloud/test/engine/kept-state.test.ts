import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { type Cloud, openCloud } from '../../engine/cloud.ts';

describe('What the local runtime keeps', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pheu-kept-'));
  const opened: Cloud[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((cloud) => cloud.close())));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  const open = async () => {
    const cloud = await openCloud({ region: 'ap-southeast-1', accountId: '000000000000', concurrency: 1, timeoutFactor: 1, dataDir });
    opened.push(cloud);
    const { arn } = cloud.queues.createQueue({ name: 'notice' });
    return { cloud, arn };
  };
  const visible = ({ cloud, arn }: { cloud: Cloud; arn: string }) => cloud.queues.depth(arn).visible;

  it('gives functions that prepare a deployment the parameters of the run before', async () => {
    const failed = await open();
    failed.cloud.parameters.put('/pheu/dev/identity-key', 'kept', 'SecureString');
    await opened.pop()?.close();

    const next = await open();

    expect(next.cloud.parameters.get('/pheu/dev/identity-key')?.value).toBe('kept');
  });

  it('survives a start that is slow or fails before it took everything over', async () => {
    const first = await open();
    first.cloud.restore();
    first.cloud.queues.send(first.arn, { body: 'kept' });
    await opened.pop()?.close();

    const failed = await open();
    failed.cloud.save();
    await opened.pop()?.close();
    const next = await open();
    next.cloud.restore();

    expect(visible(next)).toBe(1);
  });
});
