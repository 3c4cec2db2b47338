import { EventBridgeClient, type PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect, it } from '@jest/globals';
import { openBus } from '../../../shared/publishing/index.ts';

const event = (index: number) => ({ source: 'pheu', detailType: 'lead.created', detail: { id: String(index) }, time: new Date(0) });

/** A bus that refuses some entries of each call, inside a 200 answer, as the service does. */
function client(refuses: (id: string, call: number) => boolean): { client: EventBridgeClient; taken: string[]; calls: () => number } {
  const fake = new EventBridgeClient({});
  const taken: string[] = [];
  let calls = 0;
  const send = async ({ input }: PutEventsCommand) => {
    calls += 1;
    const Entries = (input.Entries ?? []).map(({ Detail }) => {
      const { id } = JSON.parse(Detail ?? '{}');
      if (refuses(String(id), calls)) return { ErrorCode: 'InternalFailure' };
      taken.push(String(id));
      return { EventId: 'e' };
    });
    if (Entries.length > 10) throw new Error('more than ten entries');
    return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode).length, Entries };
  };
  Object.assign(fake, { send });
  return { client: fake, taken, calls: () => calls };
}

it('sends only the refused entries again and answers those that stay refused', async () => {
  const flaky = client((id, call) => id === '3' || (id === '5' && call === 1));

  const refused = await openBus('bus', flaky.client).put(Array.from({ length: 25 }, (_, index) => event(index)));

  expect(refused).toEqual([3]);
  expect(flaky.taken.toSorted()).toEqual(
    Array.from({ length: 25 }, (_, index) => String(index))
      .filter((id) => id !== '3')
      .sort(),
  );
  expect(flaky.calls()).toBe(5);
});

it('answers a whole call as refused when the bus is out of reach', async () => {
  const down = new EventBridgeClient({});
  Object.assign(down, { send: () => Promise.reject(new Error('down')) });

  expect(await openBus('bus', down).put([event(0), event(1)])).toEqual([0, 1]);
});
