import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { type AttemptFacts, askForCall, CallUrl, callIdFor, defineCall, type OutgoingRequest } from '../calls/index.ts';
import { epochSeconds, isoTime } from '../platform/clock.ts';
import { configId } from '../platform/config-id.ts';
import { LeadId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import type { WebhookConfig } from './webhook-config.ts';

/** What happened, in ids: whoever is told and may know more asks the API. */
const Told = z.object({
  leadId: LeadId,
  sequenceId: z.string(),
  run: z.number().int().positive(),
  stepId: z.string(),
  at: z.iso.datetime(),
});
export type Told = z.infer<typeof Told>;

/** Tells a foreign address that a lead came to a step of a sequence. Signed as Standard Webhooks 1.0 asks. */
export const webhookCall = defineCall({
  kind: 'webhook',
  schema: z.object({ url: CallUrl, secretParameter: configId(), told: Told }),
  secretOf: ({ secretParameter }) => secretParameter,
  build: ({ url, told }, attempt, secret) => signedPost(url, { type: 'sequence.step', timestamp: told.at, data: told }, attempt, [secret]),
});

/** What a webhook says: what happened, when, and ids. */
export interface WebhookPayload {
  readonly type: string;
  readonly timestamp: string;
  readonly data: unknown;
  /** The record of the lead, where an endpoint gets it. */
  readonly lead?: unknown;
}

/** Makes the request of a webhook, signed as Standard Webhooks 1.0 asks: by each of the secrets, because the other side may know only one of them yet. */
export function signedPost(url: string, payload: WebhookPayload, attempt: AttemptFacts, secrets: readonly string[]): OutgoingRequest {
  const body = JSON.stringify(payload);
  return { method: 'POST', url, headers: { 'content-type': 'application/json', ...signed(body, attempt, secrets) }, body };
}

/** The id stays the same in every attempt; the moment is the attempt's, so that an old request cannot be played again. */
function signed(body: string, { callId, at }: AttemptFacts, secrets: readonly string[]): Record<string, string> {
  const seconds = String(epochSeconds(at));
  const signatureBy = (secret: string) => createHmac('sha256', keyOf(secret)).update(`${callId}.${seconds}.${body}`).digest('base64');
  const signatures = secrets.map((secret) => `v1,${signatureBy(secret)}`);
  return { 'webhook-id': callId, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
}

/** A secret as Standard Webhooks spells it holds its bytes in base64; any other is taken as it is written. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
}

/** Returns the write that has a webhook called about a step; refused where it was asked for already. */
export function askForWebhook({ id, url, secretParameter }: WebhookConfig, told: Omit<Told, 'at'>, at: Date): PutWrite {
  const callId = callIdFor('webhook', told.leadId, told.sequenceId, String(told.run), told.stepId);
  const request = { url, secretParameter, told: { ...told, at: isoTime(at) } };
  return askForCall(webhookCall, { callId, endpoint: id, request, at, leadId: LeadId.parse(told.leadId) });
}
