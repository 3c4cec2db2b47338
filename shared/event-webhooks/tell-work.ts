import { z } from 'zod';
import { askForCall } from '../calls/index.ts';
import { type Lead, poolOf, readLead } from '../leads/index.ts';
import { runLimited } from '../platform/batch.ts';
import { isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { type Endpoint, readEndpoints } from './endpoint.ts';
import { deliveryIdOf, eventCall } from './event-call.ts';
import { asksForLead, hearsOf, isOneOf } from './rules-wanted.ts';
import { tellRequest } from './tell-request.ts';

/** Endpoints are told side by side. */
const atOnce = 10;

/** What is read of an event: the rest goes on as it is. */
const Detail = z.looseObject({ id: z.string(), time: z.string(), leadId: LeadId });

/**
 * Has each endpoint told of events that it wants to hear of: a call for each, which stands in the table before anything is sent. Events that come
 * again make no second one.
 */
export const tellWebhooksWork = defineWork({
  kind: 'tellWebhooks' satisfies typeof tellRequest.kind,
  schema: tellRequest.schema,
  async run({ events }, parts) {
    const { endpoints, malformed } = await readEndpoints(parts.table, { isConsistent: true });
    const leads = new Map<string, Promise<Lead | undefined>>();
    const leadOf = (leadId: LeadId): Promise<Lead | undefined> => {
      const known = leads.get(leadId) ?? readLead(parts.table, leadId);
      leads.set(leadId, known);
      return known;
    };
    const deliveries = events.flatMap(({ type, detail }) =>
      endpoints.filter((endpoint) => hearsOf(endpoint, type)).map((endpoint) => ({ endpoint, type, detail: Detail.parse(detail) })),
    );
    const failures: unknown[] = [];
    await runLimited(deliveries, atOnce, async ({ endpoint, type, detail }) => {
      try {
        if (asksForLead(endpoint, type) && !isWanted(endpoint, await leadOf(detail.leadId))) return;
        await tell(endpoint, { type, detail }, parts);
      } catch (error) {
        failures.push(error);
      }
    });
    if (failures.length > 0) throw failures[0];
    if (malformed > 0) throw new CorruptItemError(`${malformed} endpoints of webhooks cannot be read and were not told`);
  },
});

/** Of a lead that is gone only its erasure is told. */
const isWanted = ({ filter }: Endpoint, lead: Lead | undefined): boolean =>
  lead !== undefined && isOneOf(filter, { ...lead, poolId: poolOf(lead) });

async function tell(
  { webhookId }: Endpoint,
  { type, detail }: { readonly type: string; readonly detail: z.infer<typeof Detail> },
  { table, clock }: Pick<WorkParts, 'table' | 'clock'>,
): Promise<void> {
  const request = { webhookId, event: { type, timestamp: isoTime(new Date(detail.time)), data: detail } };
  const asked = { callId: deliveryIdOf(webhookId, detail.id), endpoint: webhookId, request, at: clock(), isListed: true };
  try {
    await table.put(askForCall(eventCall, asked).Put);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}
