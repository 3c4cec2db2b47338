import { z } from 'zod';
import { defineCall } from '../../calls/index.ts';
import { callSecret, openPair } from '../../connectors/index.ts';
import { batchParts, batchWaits, conversionsEnded } from '../batch-request.ts';

const Refusal = z.object({
  error: z.object({
    status: z.string().optional(),
    details: z.array(z.looseObject({ fieldViolations: z.array(z.looseObject({ field: z.string().optional() })).optional() })).optional(),
  }),
});

/** No word of what is kept is longer. */
const mostNamed = 50;

/**
 * Says why Google refuses: `tokenRefused`, `notPermitted`, `tooMany`, or `invalid`, with the places of the events that are at fault where it names them, as
 * `invalid@3,7`. https://developers.google.com/data-manager/api/devguides/concepts/understand-errors
 */
export function googleRefusal(body: string, status: number): string | null {
  if (status === 401) return 'tokenRefused';
  if (status === 403) return 'notPermitted';
  if (status === 404) return 'notFound';
  const { error } = Refusal.parse(JSON.parse(body));
  if (error.status !== 'INVALID_ARGUMENT') return null;
  const fields = error.details?.flatMap(({ fieldViolations = [] }) => fieldViolations.flatMap(({ field }) => field ?? [])) ?? [];
  const places = new Set(fields.flatMap((field) => /\bevents(?:\.events)?\[(\d+)\]/.exec(field)?.[1] ?? []));
  return places.size === 0 ? 'invalid' : `invalid@${[...places].slice(0, mostNamed).join(',')}`;
}

const Answer = z.object({ requestId: z.string().max(200).default('') });

/** Tells Google of events, all or none; what it does with each it says nowhere, of all together half an hour later. */
export const googleConversionsCall = defineCall({
  kind: 'googleConversions',
  schema: z.looseObject({ ...batchParts, destinations: z.array(z.record(z.string(), z.unknown())), sealed: z.string() }),
  secretPlace: 'connectors',
  secretOf: ({ connectorId }) => callSecret(connectorId, 'oauth-secret'),
  build: ({ connectorId, destinations, events, sealed }, _attempt, secret) => ({
    method: 'POST',
    url: 'https://datamanager.googleapis.com/v1/events:ingest',
    headers: {
      authorization: `Bearer ${openPair(sealed, connectorId, secret)?.accessToken ?? ''}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    // Of a person who agreed to this alone: nothing is said on advertisements made for them.
    body: JSON.stringify({ destinations, events, consent: { adUserData: 'CONSENT_GRANTED' }, encoding: 'HEX' }),
  }),
  reasonOf: googleRefusal,
  tells: conversionsEnded,
  isLossTold: true,
  waits: batchWaits,
  kept: (request) => ({ ...request, events: [], destinations: [], sealed: '' }),
  answer: { longestBytes: 20_000, read: (body) => ({ requestId: Answer.parse(JSON.parse(body)).requestId }) },
});
