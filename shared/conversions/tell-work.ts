import { askForCall, callIdFor, readCall } from '../calls/index.ts';
import { connectorKind } from '../connectors/connector-config.ts';
import { graphVersionOf } from '../connectors/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { addMs, hoursMs, isoTime, minutesMs } from '../platform/clock.ts';
import type { CallId, SourceId } from '../platform/ids.ts';
import type { Money } from '../platform/money.ts';
import { ConditionFailedError, type PutWrite } from '../platform/table.ts';
import { allPurchases, totalsOf } from '../purchases/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { conversionsEnded } from './batch-request.ts';
import { type Conversion, listConversions, putConversion } from './conversion.ts';
import { googleConversionsCall } from './google/ingest-call.ts';
import { tokenFor } from './google/tokens.ts';
import { metaConversionsCall } from './meta/events-call.ts';
import { tellConversionsRequest } from './note-request.ts';
import { batchesOf } from './rules-batch.ts';
import { googleDestinationsOf, googleEventOf, metaEventOf, type Telltale, type Unfit, unfitFor } from './rules-event.ts';
import { type Telling, tellingOf } from './rules-note.ts';

/** What may be told, beside the record as it was read. */
type Fit = Telltale & { readonly before: Conversion };

/** A slice: each of them may ask for two reads of its person. */
const mostLooked = 100;
/** A batch is looked at again then: its call may be gone, or its end told to nobody. */
const lookAgainMs = 15 * minutesMs;
/** Whoever has to give an app its right anew has so long before the next question. */
export const laterMs = hoursMs;

/** Tells the platform of a connector what waits, in batches. Safe to repeat: what is in a batch is so by the transaction that asks for its call. */
export const tellConversionsWork = defineWork({
  kind: tellConversionsRequest.kind,
  schema: tellConversionsRequest.schema,
  async run({ connectorId }, parts) {
    const { documents } = await parts.config.current(connectorKind);
    const [connector] = tellingOf([...documents.values()].filter(({ id }) => id === connectorId));
    const { conversions, next } = await listConversions(parts.table, connectorId, { open: true, after: null, limit: mostLooked });
    const open = await withoutLost(conversions, parts);
    const now = parts.clock();
    const due = open.filter(({ state, dueAt }) => state === 'waiting' && new Date(dueAt) <= now);
    if (!connector) {
      for (const conversion of due) await end(conversion, 'turnedOff', parts);
      return;
    }
    const fit = await fitOf(due, connector, parts);
    const isAll = await tell(fit, connector, parts);
    const later = open.filter(({ state, dueAt }) => state === 'waiting' && new Date(dueAt) > now).map(({ dueAt }) => dueAt);
    const isUnderWay = fit.length > 0 || open.some(({ state }) => state === 'sending');
    const [soonest] = [...later, ...(isUnderWay ? [isoTime(addMs(now, lookAgainMs))] : [])].toSorted();
    if (soonest !== undefined) await lookAt(connectorId, soonest, parts);
    // Behind those of a slice that wait for their time, or for a call, there are others.
    if (isAll && next !== null && due.length > 0)
      await parts.queues.work.send(askFor(tellConversionsRequest, { connectorId }, { delaySeconds: 5 }));
  },
});

/** Has the connector looked at again at a moment. */
export async function lookAt(connectorId: SourceId, dueAt: string, { table }: Pick<WorkParts, 'table'>): Promise<void> {
  const { body, groupId } = askFor(tellConversionsRequest, { connectorId });
  await table.put(putTimer({ timerId: timerIdFor('tellConversions', connectorId), dueAt, queue: 'work', groupId, message: body }).Put);
}

/**
 * Puts those into the queue again whose call is gone: a call that held somebody who was erased goes with them. Whose call has ended is told of that once
 * more: whoever was to go on with it may not have.
 */
async function withoutLost(conversions: readonly Conversion[], parts: WorkParts): Promise<Conversion[]> {
  const inCalls = [...new Set(conversions.flatMap(({ state, callId }) => (state === 'sending' && callId ? [callId] : [])))];
  const gone = new Set<CallId>();
  for (const callId of inCalls) {
    const call = await readCall(parts.table, callId);
    if (!call) gone.add(callId);
    else if (call.state !== 'waiting') await parts.queues.work.send(askFor(conversionsEnded, { callId }));
  }
  const found: Conversion[] = [];
  for (const conversion of conversions) {
    const isLost = conversion.state === 'sending' && conversion.callId !== null && gone.has(conversion.callId);
    if (!isLost) found.push(conversion);
    else await put(conversion, { ...conversion, state: 'waiting', callId: null, version: conversion.version + 1 }, parts);
  }
  return found;
}

/** Ends those that may not be told any more, and returns the others with what they are made of. */
async function fitOf(due: readonly Conversion[], connector: Telling, parts: WorkParts): Promise<Fit[]> {
  const fit: Fit[] = [];
  const people = new Map<string, Lead | null>();
  for (const conversion of due) {
    // As things stand now: whoever took their consent back is told of no more.
    const lead = people.get(conversion.leadId) ?? (await readLead(parts.table, conversion.leadId, { consistent: true })) ?? null;
    people.set(conversion.leadId, lead);
    const unfit = lead ? unfitFor(conversion, lead, connector, parts.clock()) : 'noConsent';
    if (!lead || unfit) await end(conversion, unfit ?? 'noConsent', parts);
    else {
      const value = connector.conversions.withValue && conversion.stage === 'customer' ? await paidBy(lead, parts) : null;
      fit.push({ before: conversion, conversion: { ...conversion, value }, contact: lead, connector });
    }
  }
  return fit;
}

/** What somebody paid so far, less what they got back; null where they paid nothing, or in several currencies. */
export async function paidBy(lead: Lead, { table }: Pick<WorkParts, 'table'>): Promise<Money | null> {
  const totals = totalsOf(await allPurchases(table, lead, { consistent: true })).filter(
    ({ paidOrders, net }) => paidOrders > 0 || net !== 0,
  );
  const [only] = totals;
  return only && totals.length === 1 && only.net !== null && only.net >= 0 ? { amount: only.net, currency: only.currency } : null;
}

/** False: Google is asked for a token first. */
async function tell(fit: readonly Fit[], connector: Telling, parts: WorkParts): Promise<boolean> {
  if (fit.length === 0) return true;
  const isGoogle = connector.type === 'google-ads';
  const { id: connectorId, conversions } = connector;
  const sealed = isGoogle ? await tokenFor({ connectorId, clientId: conversions.clientId ?? '' }, parts) : '';
  if (sealed === null) return false;
  for (const batch of batchesOf(fit, ({ conversion: { together } }) => together)) {
    const rows = batch.map(({ conversion: { leadId, stage } }) => ({ leadId, stage }));
    const callId = callIdFor(
      'conversions',
      connectorId,
      ...batch.flatMap(({ conversion: { leadId, stage, version } }) => [leadId, stage, String(version)]),
    );
    const asked = { callId, endpoint: connectorId, at: parts.clock(), about: { connectorId } };
    const call = isGoogle
      ? askForCall(googleConversionsCall, {
          ...asked,
          request: { connectorId, rows, events: batch.map(googleEventOf), destinations: googleDestinationsOf(connector), sealed },
        })
      : askForCall(metaConversionsCall, {
          ...asked,
          request: {
            connectorId,
            rows,
            events: batch.map(metaEventOf),
            graphVersion: graphVersionOf(connector),
            account: conversions.account,
          },
        });
    await together(batch, callId, call, parts);
  }
  return true;
}

/** All of a batch, or none: where somebody else was quicker with one, the next look finds the others. */
async function together(batch: readonly Fit[], callId: CallId, call: PutWrite, { table, log }: WorkParts): Promise<void> {
  const puts = batch.map(({ before, conversion: { tries, version, ...rest } }) =>
    putConversion(before, { ...rest, state: 'sending', callId, tries: tries + 1, version: version + 1 }),
  );
  try {
    await table.transact([call, ...puts]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    log.info('a batch of conversions is put together by somebody else', { callId });
  }
}

async function end(conversion: Conversion, reason: Unfit, parts: WorkParts): Promise<void> {
  const endedAt = isoTime(parts.clock());
  await put(conversion, { ...conversion, state: 'refused', reason, reference: null, endedAt, version: conversion.version + 1 }, parts);
}

async function put(before: Conversion, after: Conversion, { table }: Pick<WorkParts, 'table'>): Promise<void> {
  try {
    await table.put(putConversion(before, after).Put);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}
