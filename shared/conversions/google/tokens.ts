import { z } from 'zod';
import { askForCall, type Call, callIdFor, readCall } from '../../calls/index.ts';
import { noTokens, putTokens, readTokens } from '../../connectors/index.ts';
import { addMs, isoTime, minutesMs, secondsMs } from '../../platform/clock.ts';
import { CallId, type SourceId } from '../../platform/ids.ts';
import { ConditionFailedError } from '../../platform/table.ts';
import { untilWritten } from '../../platform/versioned.ts';
import type { WorkParts } from '../../work/index.ts';
import { googleTokenCall } from './token-call.ts';

/** A token that ends sooner is not begun with: a call may wait for some minutes. */
const earlyMs = 10 * minutesMs;

/** Returns the sealed token to ask Google with; null: it is asked for, and whoever hears of the end goes on. */
export async function tokenFor(
  { connectorId, clientId }: { readonly connectorId: SourceId; readonly clientId: string },
  { table, clock }: Pick<WorkParts, 'table' | 'clock'>,
): Promise<string | null> {
  const tokens = (await readTokens(table, connectorId)) ?? noTokens(connectorId);
  const at = clock();
  if (tokens.sealed !== null && tokens.until !== null && addMs(at, earlyMs) < new Date(tokens.until)) return tokens.sealed;
  if (tokens.refreshing !== null && (await isUnderWay(tokens.refreshing, table))) return null;
  const callId = callIdFor('googleToken', connectorId, String(tokens.version));
  const call = askForCall(googleTokenCall, {
    callId,
    endpoint: connectorId,
    request: { connectorId, clientId },
    at,
    about: { connectorId },
  });
  try {
    await table.transact([putTokens(tokens, { refreshing: callId }), call]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
  return null;
}

const isUnderWay = async (callId: string, table: WorkParts['table']): Promise<boolean> =>
  (await readCall(table, CallId.parse(callId)))?.state === 'waiting';

const Answer = z.object({ sealed: z.string(), seed: z.string(), expiresIn: z.number() });

/** Keeps the token that Google gave, or says why it gave none. @returns whether there is one */
export function followToken(call: Call, connectorId: SourceId, { table, clock, log }: WorkParts): Promise<boolean> {
  const answer = Answer.safeParse(call.answer).data;
  return untilWritten(async () => {
    const tokens = await readTokens(table, connectorId);
    if (tokens?.refreshing !== call.callId) return tokens?.sealed !== null;
    if (answer) {
      const until = isoTime(addMs(new Date(call.attempts.at(-1)?.startedAt ?? clock()), answer.expiresIn * secondsMs));
      await table.put(putTokens(tokens, { sealed: answer.sealed, seed: answer.seed, until, refreshing: null, refused: null }).Put);
      return true;
    }
    const reason = call.reason ?? call.attempts.at(-1)?.fault ?? 'notAnswered';
    await table.put(putTokens(tokens, { sealed: null, until: null, refreshing: null, refused: { at: isoTime(clock()), reason } }).Put);
    log.error('a platform gives no token to tell it of conversions', new Error('somebody has to give the app its right anew'), {
      connectorId,
      reason,
    });
    return false;
  });
}

/** Forgets a token that Google refuses, so that another one is asked for. */
export function forgetToken(connectorId: SourceId, { table }: Pick<WorkParts, 'table'>): Promise<void> {
  return untilWritten(async () => {
    const tokens = await readTokens(table, connectorId);
    if (tokens?.sealed) await table.put(putTokens(tokens, { sealed: null, until: null }).Put);
  });
}
