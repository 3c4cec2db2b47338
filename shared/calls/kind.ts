import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { CallId, digest, type LeadId } from '../platform/ids.ts';
import type { PutWrite, Table } from '../platform/table.ts';
import type { WorkKind } from '../work/index.ts';
import { Call, type CallEnd, EndpointId } from './record.ts';
import type { CallOutcome, CallResult } from './rules-result.ts';
import { fitsCall } from './storable.ts';
import { putCall } from './store.ts';

/** A request as it leaves; its address has to be a `CallUrl`. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Names one attempt, for what has to be signed or told apart by the other side. */
export interface AttemptFacts {
  /** The same in every attempt, so that the other side can tell a repeat; of a call that is asked for again, that of the first one. */
  readonly callId: CallId;
  /** From 1. */
  readonly attempt: number;
  readonly at: Date;
}

/** Reads the answer to a call that was done: a 2xx; of others nothing is read, whatever `judge` says. */
export interface AnswerReader {
  /** A longer answer refuses the call. At most 200,000. */
  readonly longestBytes: number;
  /** Returns what is kept of it, until whoever is told takes it, or for eighteen days. Whatever it throws, or what fits into no item,
   * refuses the call: the answer would be no other the next time. */
  read(body: string, asked: Asked): Readonly<Record<string, unknown>>;
}

/** What an answer is read beside: what was asked for, and the secrets that it was asked with, so that what is secret is kept sealed. */
export interface Asked {
  readonly request: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
}

/**
 * Under which names secrets lie: those that webhooks are signed with, those of connectors, by the connector's id and a slash, or the
 * keys of the deployment, a blank between them, whatever the name: secrets follow from them.
 */
export type SecretPlace = 'webhooks' | 'connectors' | 'deployment';

/** The request of work that is asked for when a call has ended: everything else stands in the call's item. */
export const CallEnded = z.object({ callId: CallId });
export type CallEnded = z.infer<typeof CallEnded>;

/** A call that was refused. */
export interface Refusal extends CallOutcome {
  /** In a word of the call's kind; null: nobody knows. */
  readonly reason: string | null;
}

/** A kind of outgoing call, defined once, by the capability that asks for it. */
export interface CallKind<Request = unknown> {
  readonly kind: string;
  /** All that the request is made of: whoever makes calls reads nothing else of the table. */
  readonly schema: z.ZodType<Request>;
  /** Names the secret that `build` signs with, or several: the last part of the name of its parameter. @default - nothing is signed; `build` is given an empty text */
  secretOf?(request: Request): string | readonly string[];
  /** @default 'webhooks' */
  readonly secretPlace?: SecretPlace;
  /**
   * Reads before each attempt what may have changed since the call was asked for, and answers the request as it is now; null: nobody is to be
   * called any more, which ends the call. Only items that tell of nobody may be read. @default - the request stands as it was asked for
   */
  bringUpToDate?(request: Request, table: Pick<Table, 'get'>, at: Date): Promise<Request | null>;
  /** Makes the request, without clock, random or table. */
  build(request: Request, attempt: AttemptFacts, secret: string, ...others: readonly string[]): OutgoingRequest;
  /** Says what an outcome means for this kind; the reason is what `reasonOf` made of a refusal. @default `resultOf` */
  judge?(outcome: CallOutcome, reason: string | null): CallResult;
  /** Says whether a refusal is the choice of whoever was to hear it: there is nothing to mend, so it rings no alarm. @default - none is */
  isDeclined?(refusal: Refusal): boolean;
  /** Says why a call was refused, in one word of this kind's own: what the other side wrote may tell of a person. @default - the status says all */
  reasonOf?(body: string, status: number): string | null;
  /** Reads from an answer to a call that may be made again how many seconds to wait, where the other side says so in no header; null: it does not. */
  secondsToWait?(body: string): number | null;
  /** What of an answer is kept in the call's item. @default - the body of an answer is not even read */
  readonly answer?: AnswerReader;
  /** Is asked for, with the call's id, when the call has ended in whatever way. @default - nobody is told */
  readonly tells?: Pick<WorkKind<CallEnded>, 'kind' | 'schema'>;
  /** Whether an end is told of; one that is not costs no message. @default - each is */
  isToldOf?(end: CallEnd, request: Request): boolean;
  /** Whether whoever asked hears of a loss by another way, so that it rings no alarm. @default false */
  readonly isLossTold?: boolean;
  /** What of the request stays when the call has ended, so that it can be asked for again: nothing of a person. @default - nothing */
  kept?(request: Request): Request;
  /** Seconds between attempts; none: it is tried once. @default - two days, see `defaultWaits` */
  readonly waits?: readonly number[];
}

/** Makes a kind of what its capability says of it; the type of its requests follows from the schema. */
export function defineCall<Request>(kind: CallKind<Request>): CallKind<Request> {
  return kind;
}

/** The same purpose gives the same id, so that asking twice makes one call. */
export function callIdFor(...purpose: readonly string[]): CallId {
  return CallId.parse(digest(...purpose));
}

/** A call as it is asked for. */
export interface AskedCall<Request> {
  readonly callId: CallId;
  readonly endpoint: string;
  readonly request: Request;
  readonly at: Date;
  /** Ids for whoever is told of the end. @default - none */
  readonly about?: Readonly<Record<string, string>> | null;
  /** The lead that the request tells of: a call that still waits when the lead is erased is made no more. @default - none */
  readonly leadId?: LeadId | null;
  /** Whether it is listed under its endpoint, which costs a write. @default false */
  readonly isListed?: boolean;
  /** The call that it repeats, whose id the other side is told. @default - it is the first */
  readonly repeats?: CallId | null;
}

/**
 * Returns the write that asks for a call, for the transaction of what makes it necessary; the stream does the rest. Refused where the
 * same call was asked for already. @throws ZodError for a request that its own kind could not read; InvalidInputError for one that fits into no item
 */
export function askForCall<Request>(
  { kind, schema, tells }: Pick<CallKind<Request>, 'kind' | 'schema' | 'tells'>,
  { callId, endpoint, request, at, about = null, leadId = null, isListed = false, repeats = null }: AskedCall<Request>,
): PutWrite {
  const stored = Call.shape.request.unwrap().parse(schema.parse(request));
  if (!fitsCall(stored)) throw new InvalidInputError(`a call of the kind ${kind} does not fit into its item`);
  return putCall(null, {
    callId,
    kind,
    endpoint: EndpointId.parse(endpoint),
    request: stored,
    answer: null,
    tells: tells?.kind ?? null,
    state: 'waiting',
    reason: null,
    about: about && { ...about },
    leadId,
    isListed,
    repeats,
    repeatedBy: null,
    attempts: [],
    nextAttemptAt: isoTime(at),
    createdAt: isoTime(at),
    version: 1,
  });
}
