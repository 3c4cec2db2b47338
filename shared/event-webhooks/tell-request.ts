import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { secondsMs } from '../platform/clock.ts';
import type { OutgoingMessage } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { askFor } from '../work/index.ts';
import { type Endpoint, type Endpoints, readEndpoints } from './endpoint.ts';
import { hearsOf } from './rules-wanted.ts';

/** What endpoints are told of by, apart from the work itself: events are ids, words and names of fields. */
export const tellRequest = {
  kind: 'tellWebhooks' as const,
  schema: z.object({
    events: z.array(z.object({ type: z.string(), detail: z.record(z.string(), z.unknown()) })).min(1),
  }),
};

/** An event as it goes to the bus. */
export interface PublishedEvent {
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Reads endpoints, not older than half a minute. */
export type EndpointReader = () => Promise<
  Pick<Endpoints, 'malformed'> & { readonly endpoints: readonly Pick<Endpoint, 'off' | 'events'>[] }
>;

const knownMs = 30 * secondsMs;

/** Opens what knows the endpoints: as with the configuration, a change holds after half a minute everywhere. */
export function openEndpoints(table: Pick<Table, 'query'>, clock: Clock): EndpointReader {
  let known: { readonly found: Endpoints; readonly until: number } | undefined;
  return async () => {
    const now = clock().getTime();
    if (!known || known.until <= now) known = { found: await readEndpoints(table), until: now + knownMs };
    return known.found;
  };
}

/** Returns the messages that have endpoints told of the events of one change: one, or none where nobody wants to hear of them. */
export function asksForWebhooks(
  events: readonly PublishedEvent[],
  { endpoints, malformed }: Awaited<ReturnType<EndpointReader>>,
): OutgoingMessage[] {
  // One that this version cannot read may want anything: the work fails for it where somebody sees it, and tells the others.
  const isWanted = (type: string) => malformed > 0 || endpoints.some((endpoint) => hearsOf(endpoint, type));
  const wanted = events.filter(({ detailType }) => isWanted(detailType));
  if (wanted.length === 0) return [];
  return [askFor(tellRequest, { events: wanted.map(({ detailType: type, detail }) => ({ type, detail: { ...detail } })) })];
}
