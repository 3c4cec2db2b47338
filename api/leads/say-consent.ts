import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { chosenId } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { ConsentPurpose, Moment, NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';
import { SaidBy } from './said-by.ts';

export const SaidConsentView = z
  .object({
    leadId: z.string(),
    purpose: ConsentPurpose,
    state: z
      .enum(['refused', 'granted', 'asked'])
      .meta({ description: '`asked`: the mailbox is asked to confirm, and nothing is mailed before' }),
    version: z.number().int(),
  })
  .meta({ id: 'SaidConsent' });
export type SaidConsentView = z.infer<typeof SaidConsentView>;

export const sayConsentRoute = defineRoute({
  id: 'sayConsent',
  method: 'POST',
  path: '/v1/leads/{leadId}/consent',
  kind: 'change',
  access: 'token',
  right: 'lead.correct',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    purpose: ConsentPurpose,
    granted: z.boolean(),
    how: SaidBy.meta({ description: 'In which way the person said so' }),
    at: Moment.meta({ description: 'When the person said so' }),
    topics: z
      .array(z.string().regex(chosenId))
      .min(1)
      .max(50)
      .optional()
      .meta({ description: 'What newsletters may not be about any more; without it all are refused' }),
  }),
  maxBodyKb: 4,
  answer: returns<SaidConsentView>(),
});

export const sayConsentContract = () =>
  describeRoute(sayConsentRoute, {
    tag: 'Leads',
    summary: 'Note what a person agreed to or refused',
    description:
      'A refusal holds at once: it is written for the record and for its address in one transaction, and the person gets the one confirmation that ' +
      'the law asks for. A refusal of tracking also takes the devices off the lead. Agreement to newsletters only asks the mailbox, by a mail with a ' +
      'button; whoever refused them is not asked on somebody else’s word. Agreement to tracking is given on the device itself.',
    example: {
      params: { leadId: exampleLeadId },
      body: { purpose: 'newsletter', granted: false, how: 'phone', at: '2026-11-27T03:00:00.000Z' },
    },
    answers: {
      200: json('Noted', SaidConsentView),
      400: problem('The body is not JSON.'),
      409: problem('It cannot be noted: `detail` says why, in English and Vietnamese.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
