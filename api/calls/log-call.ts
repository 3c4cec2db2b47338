import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { LoggedCallView } from './call-view.ts';

export const logCallRoute = defineRoute({
  id: 'logCall',
  method: 'POST',
  path: '/v1/leads/{leadId}/calls',
  kind: 'change',
  access: 'token',
  right: 'call.log',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    outcome: z.string().min(1).max(64).meta({ description: 'One of the ids of the kind `outcomes`, such as `noAnswer`' }),
    at: z.iso.datetime({ offset: true }).optional().meta({
      description: 'When the call was, at most 30 days ago; a later one than now, by a wrong clock, counts as now. @default - now',
    }),
    durationMs: z
      .number()
      .int()
      .min(0)
      .max(24 * 3_600_000)
      .optional(),
    phone: z
      .string()
      .trim()
      .min(3)
      .max(64)
      .optional()
      .meta({ description: 'Which number of the lead was called, in any spelling. @default - the one that the record shows' }),
    note: z.string().trim().min(1).max(1_000).optional().meta({ description: 'For those who see contact details' }),
    callbackAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'When the person wants to be called again, within a year. @default - as the outcome says' }),
    opportunityId: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,64}$/)
      .brand<'SubjectId'>()
      .optional()
      .meta({
        description: 'What the call was about. @default - the lead itself; for whoever has another need of the person only, that need',
      }),
  }),
  maxBodyKb: 8,
  answer: returns<LoggedCallView>(),
});

export const logCallContract = () =>
  describeRoute(logCallRoute, {
    tag: 'Calls',
    summary: 'Log how a call ended',
    description:
      'The outcome is all that it takes. It counts an attempt, and apart from that whether somebody was reached; ends first contact, hot call and what earlier calls ' +
      'had asked for; and does what the kind `outcomes` says for it: a task next, or when that was tried often enough another rep, marketing, or the end. A time ' +
      'that was agreed (`callbackAt`) becomes a task with a clock of its own. A rep to whom a call was handed logs that one, of a lead that is not theirs. An outcome by which the person refuses to be contacted is stored as their consent, and stops mails.',
    example: {
      params: { leadId: exampleLeadId },
      body: { outcome: 'callback', callbackAt: '2027-03-01T09:00:00+07:00', durationMs: 95_000 },
    },
    answers: {
      200: json('Logged', LoggedCallView),
      400: problem('The body is not JSON.'),
      409: problem('Nobody works with the lead any more, so that nobody can call again: `detail` says why.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('The outcome is none that is configured, a time is impossible, or the body or the Idempotency-Key has a fault.'),
    },
  });
