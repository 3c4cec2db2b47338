import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';

/** It stands beside the pause that it ended, for whoever meets the next one. */
export const ResumeReason = z
  .string()
  .trim()
  .min(1, 'say why mails may go on')
  .max(500)
  .meta({ description: 'What was mended, without the name or address of anybody' });

export const resumeMailRoute = defineRoute({
  id: 'resumeMail',
  method: 'POST',
  path: '/v1/mail-state/resume',
  kind: 'configure',
  access: 'token',
  right: 'mail.resume',
  throttle: 5,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ reason: ResumeReason }),
  maxBodyKb: 4,
});

export const resumeMailContract = () =>
  describeRoute(resumeMailRoute, {
    tag: 'Mail',
    summary: 'Have mails to people go on that were paused',
    description:
      'For admins. Ends every pause there is, and counting begins anew. The reason is kept for two years with who gave it. Where nothing is paused, nothing happens.',
    example: { body: { reason: 'Danh sách mua ngoài đã bị gỡ khỏi chiến dịch' } },
    answers: {
      204: { description: 'Nothing is paused' },
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The reason or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
