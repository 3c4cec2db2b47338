import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { ErasureView } from './erasure-view.ts';
import { EraseReason, requestReference } from './erasure-words.ts';

export const eraseLeadRoute = defineRoute({
  id: 'eraseLead',
  method: 'DELETE',
  path: '/v1/leads/{leadId}',
  kind: 'change',
  access: 'token',
  right: 'lead.erase',
  missing: 'lead',
  throttle: 2,
  params: LeadPath,
  query: z.strictObject({
    reason: EraseReason.meta({ description: 'Why' }),
    reference: z
      .string()
      .regex(requestReference)
      .optional()
      .meta({ description: 'The number of the request by which the person asked; no name. @default - none' }),
  }),
  headers: z.object(idempotencyKey),
  answer: returns<ErasureView>(),
});

export const eraseLeadContract = () =>
  describeRoute(eraseLeadRoute, {
    tag: 'Rights of a person',
    summary: 'Erase a person',
    description:
      'For admins. It is held for ten seconds, in which `POST /v1/erasures/{erasureId}/cancel` calls it off. Then the record goes with all that became part of it, first of all what finds it, so that whoever posts later is somebody new; ' +
      'then posts, visits, mails, calls, notes, tasks, opportunities and whatever else hangs on it. Orders stay as facts without an id. A keyed digest of the address stays with a refusal of all advertising, and one of the number, so that no import brings the person back. ' +
      '`GET /v1/erasures/{erasureId}` tells how far it is, and is the certificate once it is done. Whoever listens to events hears of it by `lead.erased`.',
    example: { params: { leadId: exampleLeadId }, query: { reason: 'personAsked', reference: 'YC-2026-017' } },
    answers: {
      202: json('It is held for ten seconds', ErasureView),
      422: problem('A parameter is missing or has a fault, or the Idempotency-Key has one.'),
    },
  });
