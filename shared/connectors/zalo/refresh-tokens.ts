import { z } from 'zod';
import { askForCall, type Call, callIdFor, readCall } from '../../calls/index.ts';
import { addMs, hoursMs, isoTime, secondsMs } from '../../platform/clock.ts';
import { CallId, type SourceId } from '../../platform/ids.ts';
import { ConditionFailedError } from '../../platform/table.ts';
import { untilWritten } from '../../platform/versioned.ts';
import type { WorkParts } from '../../work/index.ts';
import { zaloRefreshCall } from './api.ts';
import { noTokens, putTokens, readTokens } from './tokens.ts';

/** A pair is good for 25 hours. Whoever has to give the app a new right has so long for it. */
const earlyMs = 8 * hoursMs;

interface Refreshed {
  readonly connectorId: SourceId;
  readonly appId: string;
  /** True: the platform refused the pair, whatever its time. @default false */
  readonly isRefused?: boolean;
}

/**
 * Asks for the next pair of tokens where the one that there is ends soon. Of several who ask at once one does: the version of the pair names the call,
 * and the item that names the call is written with it. A token that is good once is so never used twice.
 */
export async function askForTokens(
  { connectorId, appId, isRefused = false }: Refreshed,
  { table, clock }: Pick<WorkParts, 'table' | 'clock'>,
): Promise<void> {
  const tokens = (await readTokens(table, connectorId)) ?? noTokens(connectorId);
  const at = clock();
  const isGood = !isRefused && tokens.until !== null && addMs(at, earlyMs) < new Date(tokens.until);
  if (isGood) return;
  // Whoever makes the call tells of its end, also of one that nobody answered.
  if (tokens.refreshing !== null && (await isUnderWay(tokens.refreshing, table))) return;
  const callId = callIdFor('zaloRefresh', connectorId, String(tokens.version));
  const call = askForCall(zaloRefreshCall, {
    callId,
    endpoint: connectorId,
    request: { connectorId, appId, sealed: tokens.sealed, seed: tokens.seed },
    at,
    about: { connectorId },
  });
  try {
    await table.transact([putTokens(tokens, { refreshing: callId }), call]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

/** False: it is gone, after thirty days in which nobody heard of its end. */
const isUnderWay = async (callId: string, table: WorkParts['table']): Promise<boolean> =>
  (await readCall(table, CallId.parse(callId))) !== undefined;

const Answer = z.object({ code: z.number(), sealed: z.string().optional(), seed: z.string().optional(), expiresIn: z.number().optional() });

/** Lays the next pair into the place of the one before, once; from then on it is asked with. */
export async function followTokens(call: Call, connectorId: SourceId, { table, clock, log }: WorkParts): Promise<void> {
  const answer = Answer.safeParse(call.answer).data;
  await untilWritten(async () => {
    const tokens = await readTokens(table, connectorId);
    // Laid there before, or another call is under way since.
    if (tokens?.refreshing !== call.callId) return;
    const { sealed, seed, expiresIn } = answer ?? {};
    if (sealed !== undefined && seed !== undefined && expiresIn !== undefined) {
      const startedAt = new Date(call.attempts.at(-1)?.startedAt ?? clock());
      const until = isoTime(addMs(startedAt, expiresIn * secondsMs));
      await table.put(putTokens(tokens, { sealed, seed, until, refreshing: null, refused: null }).Put);
      log.info('tokens of a connector renewed', { connectorId, until });
      return;
    }
    const reason = answer ? String(answer.code) : (call.attempts.at(-1)?.fault ?? 'notAnswered');
    await table.put(putTokens(tokens, { refreshing: null, refused: { at: isoTime(clock()), reason } }).Put);
    log.error('the tokens of a connector are not renewed', new Error('somebody has to give the app its right anew'), {
      connectorId,
      reason,
    });
  });
}
