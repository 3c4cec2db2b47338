import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, openAccount } from './local-account.ts';

describe('the local EventBridge', () => {
  let account: Account;
  let client: EventBridgeClient;
  beforeEach(async () => {
    account = await openAccount();
    account.events.createBus('pheu');
    client = new EventBridgeClient(account.as());
  });
  afterEach(async () => {
    client.destroy();
    await account.close();
  });

  const entry = { EventBusName: 'pheu', Source: 'pheu.leads', DetailType: 'lead.created', Detail: '{"leadId":"1"}' };

  it('hands an event to the rules that it fits, with the time of the moved clock', async () => {
    account.events.putRule({ name: 'created', busName: 'pheu', pattern: { 'detail-type': ['lead.created'] } });
    account.events.putRule({ name: 'updated', busName: 'pheu', pattern: { 'detail-type': ['lead.updated'] } });
    account.clock.advance(86_400_000);

    const { Entries = [], FailedEntryCount } = await client.send(new PutEventsCommand({ Entries: [entry] }));

    expect(FailedEntryCount).toBe(0);
    expect(account.matched.map(({ rule }) => rule.name)).toEqual(['created']);
    expect(account.matched[0]?.event).toMatchObject({
      id: Entries[0]?.EventId,
      source: 'pheu.leads',
      detail: { leadId: '1' },
      account: '000000000000',
    });
    expect(Date.parse(account.matched[0]?.event.time ?? '')).toBeGreaterThan(Date.now() + 86_000_000);
    expect(account.events.captured()).toHaveLength(1);
  });

  it('says for each entry what is wrong with it and takes the others', async () => {
    const { Entries, FailedEntryCount } = await client.send(
      new PutEventsCommand({
        Entries: [
          entry,
          { ...entry, Detail: '[1]' },
          { EventBusName: 'pheu', Source: 'x', DetailType: 'y' },
          { ...entry, Source: 'aws.x' },
        ],
      }),
    );

    expect(FailedEntryCount).toBe(3);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
    ]);
    expect(account.events.captured()).toHaveLength(1);
  });

  it('refuses more than ten entries, too many bytes, and a bus that does not exist', async () => {
    const put = (entries: (typeof entry)[]) => client.send(new PutEventsCommand({ Entries: entries }));

    await expect(put(Array.from({ length: 11 }, () => entry))).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put([{ ...entry, Detail: JSON.stringify({ text: 'x'.repeat(300_000) }) }])).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(put([entry, { ...entry, EventBusName: 'none' }])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(account.events.captured()).toEqual([]);
  });

  it('demands the permission on the bus', async () => {
    const busArn = account.events.createBus('pheu').arn;
    account.grant('PUBLISH', {
      Effect: 'Allow',
      Action: 'events:PutEvents',
      Resource: busArn,
      Condition: { StringEquals: { 'events:source': 'pheu.leads' } },
    });
    const publisher = new EventBridgeClient(account.as('PUBLISH'));

    await publisher.send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName: busArn }] }));
    await expect(publisher.send(new PutEventsCommand({ Entries: [{ ...entry, Source: 'other' }] }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(publisher.send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName: 'default' }] }))).rejects.toMatchObject({
      message: expect.stringContaining('event-bus/default'),
    });
    publisher.destroy();
  });
});
