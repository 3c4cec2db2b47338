import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { clientDefaults } from '../../../shared/platform/aws-client.ts';

describe('a client with our settings', () => {
  const { streamCollector } = new DynamoDBClient({ region: 'ap-southeast-1', ...clientDefaults }).config;

  it('reads an answer whole, in however many chunks it comes', async () => {
    const chunks = [Buffer.from('{"Item":'), Buffer.from('{}'), Buffer.from('}')];

    const bytes = await streamCollector(Readable.from(chunks));

    expect(Buffer.from(bytes).toString()).toBe('{"Item":{}}');
    expect(await streamCollector(Readable.from([]))).toHaveLength(0);
  });

  it('fails with the answer that breaks off', async () => {
    const broken = async function* () {
      yield Buffer.from('{"Item":');
      throw new Error('cut');
    };

    await expect(streamCollector(Readable.from(broken()))).rejects.toThrow('cut');
  });
});
