import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { chosenId } from '../ids.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { LetterView } from './letter-view.ts';
import { LetterPurpose } from './letter-words.ts';

export const writeLetterRoute = defineRoute({
  id: 'writeLetter',
  method: 'POST',
  path: '/v1/leads/{leadId}/letters',
  kind: 'change',
  access: 'token',
  right: 'lead.write',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    subject: z.string().max(150),
    text: z.string().max(10_000).meta({ description: 'Plain words: an empty line parts paragraphs, addresses of pages become links' }),
    purpose: LetterPurpose.default('service').meta({ description: 'Whatever praises or sells is `advertising`' }),
    topicId: z.string().regex(chosenId).optional().meta({ description: 'Of advertising: the topic that the person has subscribed to' }),
    templateId: z.string().regex(chosenId).optional().meta({ description: 'What it began from' }),
    replyId: z
      .string()
      .regex(/^[A-Za-z0-9]{1,40}$/)
      .optional()
      .meta({ description: 'The answer that it answers: mail programs put the two together, and the task to read it is done' }),
    addressMark: z
      .string()
      .regex(/^[\w-]{1,100}$/)
      .optional()
      .meta({
        description:
          'Of the address that its writer saw, as the desk gives it: where the record has another one by now, nothing is written',
      }),
  }),
  maxBodyKb: 64,
  answer: returns<LetterView>(),
});

export const writeLetterContract = () =>
  describeRoute(writeLetterRoute, {
    tag: 'Letters',
    summary: 'Write a mail to the person of a lead',
    description:
      'It goes to the address of the record at once, from the address of the company with the name of its writer in front, and answers come to the writer. It passes the same gate as every mail: an address that is closed and a person who refused contact get none. Advertising needs what all advertising needs, and says that it is.',
    example: {
      params: { leadId: exampleLeadId },
      body: {
        subject: 'Báo giá như đã hẹn',
        text: 'Chào chị Hường,\n\nEm gửi báo giá như đã hẹn: https://annhien.example/bao-gia\n\nEm Lan',
      },
    },
    answers: {
      201: json('Written; its mail is on its way', LetterView),
      400: problem('The body is no JSON.'),
      409: problem('Nothing may be written to the person now; `detail` says why.'),
      413: problem('The body is larger than 64 KB.'),
      422: problem('The letter has a fault, or the Idempotency-Key has one.'),
    },
  });
