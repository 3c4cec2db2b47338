import { z } from 'zod';
import { type Call, forgetAnswer, readCall } from '../calls/index.ts';
import { addMs, isoTime } from '../platform/clock.ts';
import { SourceId } from '../platform/ids.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { Batch, conversionsEnded } from './batch-request.ts';
import { type Conversion, putConversion, readConversion } from './conversion.ts';
import { googleConversionsCall } from './google/ingest-call.ts';
import { googleTokenCall } from './google/token-call.ts';
import { followToken, forgetToken } from './google/tokens.ts';
import { tellConversionsRequest } from './note-request.ts';
import { type RowEnd, rowEndsOf, togetherAfter } from './rules-batch.ts';
import { laterMs, lookAt } from './tell-work.ts';

const About = z.looseObject({ connectorId: SourceId });

/** Goes on with what a platform answered to a batch, or with the token that it gave. Safe to repeat. */
export const followConversionsWork = defineWork({
  kind: 'followConversions' satisfies typeof conversionsEnded.kind,
  schema: conversionsEnded.schema,
  async run({ callId }, parts) {
    const call = await readCall(parts.table, callId);
    const connectorId = About.safeParse(call?.about).data?.connectorId;
    if (!call || call.state === 'waiting' || connectorId === undefined) return;
    const isSoon =
      call.kind === googleTokenCall.kind ? await followToken(call, connectorId, parts) : await followBatch(call, connectorId, parts);
    if (isSoon) await parts.queues.work.send(askFor(tellConversionsRequest, { connectorId }, { delaySeconds: 1 }));
    else await lookAt(connectorId, isoTime(addMs(parts.clock(), laterMs)), parts);
    if (call.answer !== null) await forget(call, parts);
  },
});

/** @returns whether something goes again at once */
async function followBatch(call: Call, connectorId: SourceId, parts: WorkParts): Promise<boolean> {
  const { rows } = Batch.safeParse(call.request).data ?? { rows: [] };
  const { state, reason } = call;
  if (state === 'waiting' || rows.length === 0) return false;
  const ends = rowEndsOf({ state, reason, fault: call.attempts.at(-1)?.fault ?? null }, rows.length);
  for (const [place, row] of rows.entries()) {
    const end = ends[place];
    if (end) await untilWritten(() => settle({ ...row, connectorId }, end, call, parts));
  }
  const counts = Object.fromEntries(['told', 'refused', 'again'].map((is) => [is, ends.filter((end) => end.is === is).length]));
  parts.log.info('a batch of conversions has ended', { connectorId, callId: call.callId, refusal: reason, ...counts });
  if (call.kind === googleConversionsCall.kind && reason === 'tokenRefused') await forgetToken(connectorId, parts);
  else if (reason === 'tokenRefused' || reason === 'notPermitted' || reason === 'notFound')
    parts.log.error('a platform lets nobody tell it of conversions', new Error('somebody has to give the app its right anew'), {
      connectorId,
      reason,
    });
  return ends.some((end) => end.is === 'again' && end.isSoon);
}

async function settle(
  of: Pick<Conversion, 'leadId' | 'connectorId' | 'stage'>,
  end: RowEnd,
  { callId }: Call,
  { table, clock }: WorkParts,
): Promise<void> {
  const before = await readConversion(table, of);
  // Ended before, by this answer, or gone with its person.
  if (before?.state !== 'sending' || before.callId !== callId) return;
  await table.put(putConversion(before, { ...ended(before, end, clock()), version: before.version + 1 }).Put);
}

function ended(before: Conversion, end: RowEnd, now: Date): Conversion {
  switch (end.is) {
    case 'told':
      return { ...before, state: 'told', reason: null, reference: null, endedAt: isoTime(now) };
    case 'refused':
      return { ...before, state: 'refused', reason: end.reason, reference: null, endedAt: isoTime(now) };
    case 'again': {
      const dueAt = isoTime(end.isSoon ? now : addMs(now, laterMs));
      return { ...before, state: 'waiting', reason: end.reason, together: togetherAfter(before, end), dueAt };
    }
  }
}

async function forget(call: Call, { table }: WorkParts): Promise<void> {
  try {
    await table.put(forgetAnswer(call).Put);
  } catch (error) {
    // Somebody else took it at the same time, and it is gone.
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}
