import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ReplyView } from './reply-view.ts';

export const noteReplyRoute = defineRoute({
  id: 'noteReply',
  method: 'POST',
  path: '/v1/leads/{leadId}/replies',
  kind: 'change',
  access: 'token',
  right: 'lead.note',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    text: z.string().max(4_000).optional().meta({ description: 'What the person wrote; left out, that they did is noted alone' }),
  }),
  maxBodyKb: 32,
  answer: returns<ReplyView>(),
});

export const noteReplyContract = () =>
  describeRoute(noteReplyRoute, {
    tag: 'Replies',
    summary: 'Note that the person answered a mail',
    description:
      'For a colleague who read the answer in the mailbox of the company. It ends the runs of the lead through sequences that would still mail the person; a sequence that waits for `mail.replied` goes on with the steps behind that wait. Nothing begins them again by itself.',
    example: { params: { leadId: exampleLeadId }, body: { text: 'Tuần sau chị rảnh, em gọi lại nhé.' } },
    answers: {
      201: json('Noted', ReplyView),
      400: problem('The body is no JSON.'),
      413: problem('The body is larger than 32 KB.'),
      422: problem('The text is too long, or the Idempotency-Key has a fault.'),
    },
  });
