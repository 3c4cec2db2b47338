import { z } from 'zod';
import type { Principal } from '../access/index.ts';
import { askForCall } from '../calls/index.ts';
import { type Lead, leadExists, poolOf, readLead } from '../leads/index.ts';
import { runLimited } from '../platform/batch.ts';
import { isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { ConditionFailedError, writeTogether } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { showLeads } from '../reading/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { type Endpoint, type LeadShare, readEndpoints } from './endpoint.ts';
import { deliveryIdOf, eventCall } from './event-call.ts';
import { asksForLead, erased, hearsOf, isOneOf } from './rules-wanted.ts';
import { tellRequest } from './tell-request.ts';

type TellParts = Pick<WorkParts, 'table' | 'clock' | 'config'>;

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

interface Told {
  readonly type: string;
  readonly detail: z.infer<typeof Detail>;
}

/** Puts the call; a delivery that says more than ids lies with the lead as well, and is made only while the lead is there. */
async function tell(endpoint: Endpoint, told: Told, parts: TellParts): Promise<void> {
  const { webhookId } = endpoint;
  const callId = deliveryIdOf(webhookId, told.detail.id);
  await untilWritten(async () => {
    const shown = await leadFor(endpoint, told, parts);
    const event = { type: told.type, timestamp: isoTime(new Date(told.detail.time)), data: told.detail };
    const request = { webhookId, event, ...(shown && { lead: shown.lead }) };
    const leadId = shown?.leadId ?? null;
    const asked = askForCall(eventCall, { callId, endpoint: webhookId, request, leadId, at: parts.clock(), isListed: true });
    try {
      await writeTogether(parts.table, leadId === null ? [asked] : [asked, leadExists(leadId)]);
    } catch (error) {
      const isAsked = error instanceof ConditionFailedError && (!shown || error.failedIndexes.includes(0));
      if (!isAsked) throw error;
    }
  });
}

/** Null for an endpoint that gets events alone, and of a lead that is gone. */
async function leadFor({ lead: share }: Endpoint, { type, detail }: Told, { table, config, clock }: TellParts) {
  if (share === 'none' || type === erased) return null;
  const lead = await readLead(table, detail.leadId, { consistent: true });
  if (!lead) return null;
  const [shown] = await showLeads({ leads: [lead], scores: new Map(), waitingSince: new Map() }, viewerOf[share], { table, config, clock });
  // As JSON, as the API answers it.
  return { leadId: lead.leadId, lead: z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(shown))) };
}

/** As whom an endpoint sees leads. */
const viewerOf: Readonly<Record<Exclude<LeadShare, 'none'>, Principal>> = {
  masked: { role: 'marketer', userId: 'webhooks' },
  full: { role: 'admin', userId: 'webhooks' },
};
