import { z } from 'zod';
import type { Call } from '../calls/index.ts';
import { addMs, daysMs, isoTime, minutesMs } from '../platform/clock.ts';
import type { SourceId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import type { WorkParts } from '../work/index.ts';
import { type Delivery, putDelivery, readDelivery } from './delivery.ts';
import { fillDelivery, keepLead } from './keep-lead.ts';
import { contentOf } from './platform-content.ts';
import { PlatformLead } from './platform-lead.ts';
import { askToTake } from './take-request.ts';
import { end } from './take-work.ts';
import { isPassing, isTokenRefused } from './tiktok/business-api.ts';

const About = z.looseObject({ deliveryId: z.string() });
export const Leads = z.looseObject({ leads: z.array(PlatformLead), code: z.number().optional() });

/** For so long a platform is asked again that answers what it may answer otherwise later. */
const patienceMs = 2 * daysMs;
const laterMs = 15 * minutesMs;

/** Fills in a delivery that named a lead with what the platform answered, or says why that is not to be had. */
export async function followLead(call: Call, connectorId: SourceId, parts: WorkParts): Promise<void> {
  const deliveryId = About.safeParse(call.about).data?.deliveryId;
  if (deliveryId === undefined) return;
  const { leads, code = 0 } = Leads.safeParse(call.answer).data ?? { leads: [] };
  await untilWritten(async () => {
    const delivery = await readDelivery(parts.table, connectorId, deliveryId);
    const content = delivery && contentOf(delivery);
    if (!delivery || content?.is !== 'reference') {
      // Filled in before, by this answer or a look; whoever takes it may not have been told.
      if (delivery?.state === 'waiting') await parts.queues.work.send(askToTake(delivery));
      return;
    }
    const lead = leads.find(({ leadId }) => leadId === content.leadId);
    if (lead) return await fillDelivery(delivery, lead, parts);
    if (isPassing(code) || isTokenRefused(code)) {
      if (isTokenRefused(code))
        parts.log.error('a platform refuses the token of a connector', new Error('the token has to be renewed'), { connectorId, code });
      if (isYoung(delivery, parts.clock())) return await tryLater(delivery, parts);
    }
    // Signed, the delivery itself is the platform's word.
    if (content.said?.isSigned && content.said.lead.answers.length > 0) return await fillDelivery(delivery, content.said.lead, parts);
    const { reason, attempts } = call;
    if (delivery.state === 'fetching')
      await end(
        delivery,
        {
          state: 'failed',
          reason: isTokenRefused(code) ? 'tokenRefused' : (reason ?? attempts.at(-1)?.fault ?? (content.said ? 'unconfirmed' : 'notFound')),
        },
        [],
        parts,
      );
  });
  // Asked for one, a platform may answer another that nobody told of.
  for (const lead of leads) await keepLead(lead, connectorId, call.kind === 'tikTokLead' ? 'tiktok' : 'meta', parts);
}

const isYoung = ({ receivedAt }: Delivery, at: Date): boolean => at.getTime() - Date.parse(receivedAt) < patienceMs;

async function tryLater(delivery: Delivery, { table, clock }: WorkParts): Promise<void> {
  if (delivery.state !== 'fetching') return;
  const { connectorId, deliveryId, version } = delivery;
  const { body, groupId } = askToTake({ connectorId, deliveryId });
  const timer = putTimer({
    timerId: timerIdFor('delivery', connectorId, deliveryId, String(version)),
    dueAt: isoTime(addMs(clock(), laterMs)),
    queue: 'work',
    groupId,
    message: body,
  });
  await table.transact([putDelivery(delivery, { state: 'waiting' }), timer]);
}
