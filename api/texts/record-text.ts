import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { TextView } from './text-view.ts';

export const recordTextRoute = defineRoute({
  id: 'recordText',
  method: 'POST',
  path: '/v1/leads/{leadId}/texts',
  kind: 'change',
  access: 'token',
  right: 'call.log',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    script: z.string().min(1).max(64).meta({ description: 'One of the ids of the kind `scripts`, such as `goi-nho`' }),
    text: z.string().min(1).max(2_000).meta({ description: 'As it went, after it was edited; `[QC]` is put before what advertises' }),
    openedAt: z.iso.datetime({ offset: true }).optional().meta({
      description: 'When it was opened on the phone, at most an hour ago: the hours for texts are held against that. @default - now',
    }),
  }),
  maxBodyKb: 8,
  answer: returns<TextView>(),
});

export const recordTextContract = () =>
  describeRoute(recordTextRoute, {
    tag: 'Texts',
    summary: 'Note a text that was sent from the caller’s own phone',
    description:
      'Counts it for its number and tells the history (`text.sent`), which does not say what it says. Tasks that asked for this text are done by it. A text that might not have gone is refused with the reason, as the list of texts tells it before.',
    example: { params: { leadId: exampleLeadId }, body: { script: 'goi-nho', text: 'Chào chị Lan, em vừa gọi mà chưa gặp.' } },
    answers: {
      201: json('Noted', TextView),
      400: problem('The body is not JSON.'),
      409: problem('It may not go now, or not to this lead: `detail` says why in English and Vietnamese.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem(
        'There is no such script, the text is empty, too long or has a variable left in it, or the Idempotency-Key has a fault.',
      ),
    },
  });
