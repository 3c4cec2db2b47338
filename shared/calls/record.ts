import { z } from 'zod';
import { CallId, LeadId } from '../platform/ids.ts';
import { CallFault } from './rules-result.ts';

/** A message group of SQS: the id of what is called, as the configuration names it; never an address. */
export const EndpointId = z.string().regex(/^[\x21-\x7e]{1,128}$/);

export const Attempt = z.object({
  attemptId: z.string(),
  startedAt: z.iso.datetime(),
  /** Null while it runs. */
  endedAt: z.iso.datetime().nullable(),
  /** Of the answer; null without one. */
  status: z.number().int().nullable(),
  fault: CallFault.nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** `waiting`: for its first or next attempt. The others are ends. */
export const CallState = z.enum(['waiting', 'done', 'refused', 'givenUp']);
export type CallState = z.infer<typeof CallState>;
export type CallEnd = Exclude<CallState, 'waiting'>;

/** One outgoing call: what is asked for, and every attempt at it. */
export const Call = z.object({
  callId: CallId,
  kind: z.string().min(1),
  endpoint: EndpointId,
  /** What its kind makes the request of; once the call has ended what the kind keeps of it, because it may tell of a person. */
  request: z.record(z.string(), z.unknown()).nullable(),
  /** What its kind keeps of the answer, for whoever is told of the end. */
  answer: z.record(z.string(), z.unknown()).nullable(),
  /** Ids of what the call is about, for whoever is told of the end; kept when the request is gone. */
  about: z.record(z.string(), z.string()).nullable(),
  /** The lead that the request tells of, with which it goes; gone once the call has ended. */
  leadId: LeadId.nullable(),
  /** The kind of work that is asked for when the call has ended. */
  tells: z.string().nullable(),
  state: CallState,
  /** Why it was refused, in a word of its kind, where that knows. */
  reason: z.string().nullable(),
  /** Whether it is listed under its endpoint. */
  isListed: z.boolean(),
  /** The call that it repeats. */
  repeats: CallId.nullable(),
  /** The call by which it was repeated last. */
  repeatedBy: CallId.nullable(),
  attempts: z.array(Attempt),
  nextAttemptAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Call = z.infer<typeof Call>;
