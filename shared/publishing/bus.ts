import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { clientDefaults } from '../platform/aws-client.ts';

export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly time: Date;
}

/** Puts events on the bus; answers the indexes of those it did not take, for PutEvents fails entry by entry inside a 200. */
export interface Bus {
  put(events: readonly BusEvent[]): Promise<readonly number[]>;
}

const entriesPerCall = 10;
const attempts = 3;

export function openBus(name: string, client: EventBridgeClient = new EventBridgeClient(clientDefaults)): Bus {
  async function putSome(events: readonly (readonly [number, BusEvent])[]): Promise<readonly number[]> {
    let pending = events;
    for (let attempt = 1; pending.length > 0 && attempt <= attempts; attempt += 1) {
      const Entries = pending.map(([, event]) => ({
        EventBusName: name,
        Source: event.source,
        DetailType: event.detailType,
        Detail: JSON.stringify(event.detail),
        Time: event.time,
      }));
      const answer = await client.send(new PutEventsCommand({ Entries }));
      if (!answer.FailedEntryCount) return [];
      const results = answer.Entries ?? [];
      pending = pending.filter((_, index) => results[index]?.ErrorCode !== undefined || results[index]?.EventId === undefined);
    }
    return pending.map(([index]) => index);
  }

  return {
    async put(events) {
      const numbered = events.map((event, index) => [index, event] as const);
      const failed: number[] = [];
      for (let start = 0; start < numbered.length; start += entriesPerCall) {
        const slice = numbered.slice(start, start + entriesPerCall);
        try {
          failed.push(...(await putSome(slice)));
        } catch {
          // The bus is out of reach: the caller's stream or command brings these entries again.
          failed.push(...slice.map(([index]) => index));
        }
      }
      return failed;
    },
  };
}
