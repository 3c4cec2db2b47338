import type { CallMessage } from '../../events/index.ts';
import { type Clock, secondsMs } from '../platform/clock.ts';
import { UnavailableError } from '../platform/errors.ts';
import { CallId, type IdSource } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { OutgoingMessage, Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { askFor } from '../work/index.ts';
import { begun, ended, nextOf } from './attempt.ts';
import type { Send } from './client.ts';
import { type AnswerReader, type Asked, CallEnded, type CallKind, type Refusal, type SecretPlace } from './kind.ts';
import { type Attempt, Call } from './record.ts';
import { type CallOutcome, resultOf } from './rules-result.ts';
import { defaultWaits } from './rules-retry.ts';
import { fitsCall } from './storable.ts';
import { putCall, readCall } from './store.ts';

/** What making calls touches outside of itself: its own items, its own queue, and the world. */
export interface CallParts {
  readonly table: Pick<Table, 'get' | 'put'>;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'attemptId'>;
  /** The queue of calls, for the next attempt. */
  readonly calls: Queue;
  readonly send: Send;
  /** Reads the secret of a name; undefined where there is none. */
  readonly secret: (name: string, place: SecretPlace) => Promise<string | undefined>;
  readonly log: Log;
}

/** SQS holds a message back for so long at most; a longer wait is several. */
const longestDelaySeconds = 900;

/** Returns the message that has a call made, or looked at again; its endpoint is its group, so that a slow one holds up itself alone. */
export function callMessage({ callId, kind, endpoint }: Pick<Call, 'callId' | 'kind' | 'endpoint'>, delaySeconds = 0): OutgoingMessage {
  const body: CallMessage = { v: 1, kind, callId };
  return { body, groupId: endpoint, ...(delaySeconds > 0 ? { delaySeconds: Math.min(longestDelaySeconds, delaySeconds) } : {}) };
}

/** Returns the message by which the work is asked for that a call tells of its end; null where it tells nobody, or has not ended. */
export function endMessage({ callId, state, tells }: Call): OutgoingMessage | null {
  return tells === null || state === 'waiting' ? null : askFor({ kind: tells, schema: CallEnded }, { callId });
}

/**
 * Makes the next attempt at a call, if it is time for one. Safe to repeat: each attempt is on record before it is made, and what has ended
 * stays ended. A process that dies in between leaves an attempt that is counted, and perhaps made again; the other side tells by the id.
 * @throws UnavailableError while somebody else is at it, or for a kind that only a later version knows
 */
export async function makeCall(message: CallMessage, kinds: readonly CallKind[], parts: CallParts): Promise<void> {
  const kind = kinds.find((one) => one.kind === message.kind);
  if (!kind) throw new UnavailableError('a call of a kind that this version does not know');
  const waits = kind.waits ?? defaultWaits;
  const started = await untilWritten(() => begin(CallId.parse(message.callId), { kind, waits }, parts));
  if (!started) return;
  const { call, attempt } = started;
  const { answer, reason, request, ...outcome } = await attemptOf(kind, call, attempt, parts);
  const result = kind.judge?.(outcome, reason) ?? resultOf(outcome);
  const after = await untilWritten(async () => {
    const before = await readCall(parts.table, call.callId);
    if (!before) return null;
    const end = ended(before, {
      attemptId: attempt.attemptId,
      at: parts.clock(),
      waits,
      outcome,
      result,
      answer,
      reason,
      kept: keptOf(kind, before),
    });
    const changed = isToldOf(kind, end, request) ? end : { ...end, tells: null };
    await parts.table.put(putCall(before, changed).Put);
    return changed;
  });
  if (after) await follow(kind, after, outcome, parts);
}

/** While a call waits nobody knows yet. */
const isToldOf = (kind: CallKind, { state }: Call, request: unknown): boolean =>
  state === 'waiting' || (kind.isToldOf?.(state, request) ?? true);

/** Returns what stays of a request; nothing of one that its kind cannot read. */
function keptOf(kind: CallKind, { request }: Call): Call['request'] {
  const read = kind.kept === undefined ? null : kind.schema.safeParse(request);
  return read?.success ? Call.shape.request.parse(kind.kept?.(read.data) ?? null) : null;
}

interface Started {
  readonly call: Call;
  readonly attempt: Attempt;
}

/** Null: there is nothing to do now. */
async function begin(
  callId: CallId,
  { kind, waits }: { readonly kind: CallKind; readonly waits: readonly number[] },
  parts: CallParts,
): Promise<Started | null> {
  const at = parts.clock();
  const before = await readCall(parts.table, callId);
  if (!before) return null;
  const next = nextOf(before, at);
  if (next.what === 'nothing') return null;
  if (next.what === 'busy') throw new UnavailableError('the call is being made');
  if (next.what === 'wait') {
    await parts.calls.send(callMessage(before, secondsUntil(next.until, at)));
    return null;
  }
  const call = begun(before, { attemptId: parts.ids.attemptId(), at, waits, kept: keptOf(kind, before) });
  await parts.table.put(putCall(before, call).Put);
  const attempt = call.attempts.at(-1);
  if (call.state === 'waiting' && attempt) return { call, attempt };
  tellOfLoss(kind, call, parts.log);
  return null;
}

/** What came of an attempt, and what its kind keeps of the answer. */
interface Attempted extends Refusal {
  readonly answer: Readonly<Record<string, unknown>> | null;
  /** As it was when the attempt was made. */
  readonly request: unknown;
}

const notMade = (fault: 'malformed' | 'unsigned' | 'withdrawn', request: unknown): Attempted => ({
  status: null,
  fault,
  retryAfterSeconds: null,
  answer: null,
  reason: null,
  request,
});

async function attemptOf(kind: CallKind, call: Call, attempt: Attempt, { table, send, secret: secretOf }: CallParts): Promise<Attempted> {
  const asked = kind.schema.safeParse(call.request);
  if (!asked.success) return notMade('malformed', null);
  const startedAt = new Date(attempt.startedAt);
  const request = kind.bringUpToDate ? await kind.bringUpToDate(asked.data, table, startedAt) : asked.data;
  if (request === null) return notMade('withdrawn', asked.data);
  const secrets = await secretsFor(kind, request, secretOf);
  if (secrets === null) return notMade('unsigned', request);
  const facts = { callId: call.repeats ?? call.callId, attempt: call.attempts.length, at: startedAt };
  const wanted = {
    longestBytes: kind.answer?.longestBytes,
    ofPassing: kind.secondsToWait !== undefined,
    ofRefusal: kind.reasonOf !== undefined,
  };
  const { body, ...answered } = await send(kind.build(request, facts, ...secrets), wanted);
  const result = resultOf(answered);
  const isDone = result === 'done';
  const reason = result === 'refused' && body !== null ? reasonIn(kind, body, answered) : null;
  const outcome = {
    ...(result !== 'again' || body === null ? answered : { ...answered, retryAfterSeconds: longerWait(kind, body, answered) }),
    reason,
    request,
  };
  if (!kind.answer || body === null || !isDone) return { ...outcome, answer: null };
  const answer = read(body, kind.answer, { request: call.request ?? {}, secrets });
  return answer ? { ...outcome, answer } : { ...outcome, fault: 'unreadable', answer: null };
}

/** Null: one of them is nowhere to be found. */
async function secretsFor<Request>(
  { secretOf, secretPlace = 'webhooks' }: CallKind<Request>,
  request: Request,
  read: CallParts['secret'],
): Promise<[string, ...string[]] | null> {
  if (!secretOf) return [''];
  const names = [secretOf(request)].flat();
  const [first, ...others] = await Promise.all(names.map((name) => read(name, secretPlace)));
  const found = others.filter((secret) => secret !== undefined);
  return first === undefined || found.length < others.length ? null : [first, ...found];
}

/** What header and body ask for, whichever is longer; a body that says nothing, or anything but a length of time, counts for nothing. */
function longerWait(kind: CallKind, body: string, { retryAfterSeconds }: CallOutcome): number | null {
  const asked = secondsIn(kind, body);
  return asked === null ? retryAfterSeconds : Math.max(asked, retryAfterSeconds ?? 0);
}

/** Null for what its kind cannot read. */
function reasonIn(kind: CallKind, body: string, { status }: CallOutcome): string | null {
  try {
    return kind.reasonOf?.(body, status ?? 0) ?? null;
  } catch {
    return null;
  }
}

function secondsIn(kind: CallKind, body: string): number | null {
  try {
    const seconds = kind.secondsToWait?.(body) ?? null;
    return seconds !== null && Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null;
  } catch {
    return null;
  }
}

/** Null for what its kind cannot read, and for what the table would not take: the call would be made again and again. */
function read(body: string, reader: AnswerReader, asked: Asked): Attempted['answer'] {
  try {
    const answer = reader.read(body, asked);
    return fitsCall(answer) ? answer : null;
  } catch {
    return null;
  }
}

/** Ids, enums and numbers: an address may hold a secret, and an answer anything. */
async function follow(callKind: CallKind, call: Call, outcome: CallOutcome, { clock, calls, log }: CallParts): Promise<void> {
  const { callId, kind, endpoint, state } = call;
  log.info('call attempted', { callId, kind, endpoint, attempt: call.attempts.length, ...outcome, state });
  const { reason } = call;
  if (state === 'refused' && callKind.isDeclined?.({ ...outcome, reason }))
    log.warn('a call was declined', { callId, kind, endpoint, status: outcome.status, refusal: reason });
  else if (state === 'refused' || state === 'givenUp') tellOfLoss(callKind, call, log);
  if (state === 'waiting') await calls.send(callMessage(call, secondsUntil(new Date(call.nextAttemptAt), clock())));
}

const secondsUntil = (until: Date, at: Date): number => Math.max(1, Math.ceil((until.getTime() - at.getTime()) / secondsMs));

/** For a person, if nothing else tells them: what was to be told never arrives. */
function tellOfLoss({ isLossTold = false }: CallKind, { callId, kind, endpoint, state, attempts, reason }: Call, log: Log): void {
  const { status = null, fault = null } = attempts.at(-1) ?? {};
  const fields = { callId, kind, endpoint, state, attempts: attempts.length, status, fault, refusal: reason };
  if (isLossTold) log.warn('a call never arrived', fields);
  else log.error('a call never arrived', new UnavailableError('the endpoint refuses or does not answer'), fields);
}
