import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { AcceptedSubmission, HtmlPost } from './accepted-submission.ts';
import { PostedSubmission } from './posted-submission.ts';

/** The border reads the body itself, in whatever encoding and shape it comes. */
export const postSubmissionRoute = defineRoute({
  id: 'postSubmission',
  method: 'POST',
  path: '/v1/forms/{formId}/submissions',
  kind: 'capture',
  access: 'public',
  preflight: true,
  throttle: 'postsPerSecond',
  params: z.object({ formId: z.string() }),
  headers: z.object({
    'Idempotency-Key': z.string().optional().meta({
      description:
        'Stands in for submissionId when the body has none: up to 255 printable characters. One that is no submissionId, or tells a phone number, gets an id of ours, the same each time',
    }),
  }),
  body: PostedSubmission,
  answer: returns<AcceptedSubmission>(),
});

export const postSubmissionContract = () =>
  describeRoute(postSubmissionRoute, {
    tag: 'Forms',
    summary: 'Post a filled-in form',
    description:
      'Answered after the post is stored and on its way; it gets exactly one outcome. Send the same submissionId with a retry: the same post is never taken twice. ' +
      'A plain HTML post is answered 303 to a thank-you page that the form lists, or with a page that says what to correct.',
    example: {
      params: { formId: 'contact' },
      body: {
        submissionId: '0b7d6c1e-4a55-4f0e-9f2b-1c1a0c7a9a10',
        fields: { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', province: 'TP.HCM' },
        context: { pageUrl: 'https://www.example.vn/?utm_source=zalo', locale: 'vi' },
        consent: { contact: true, newsletter: false },
      },
    },
    otherBodies: { 'application/x-www-form-urlencoded': HtmlPost, 'multipart/form-data': HtmlPost },
    answers: {
      202: json('Accepted', AcceptedSubmission),
      303: { description: 'An HTML post was accepted; Location is a thank-you page of the form' },
      400: problem('The body cannot be read. Its size, hash and first KB are kept under the id.'),
      403: problem('The page is not on an origin that the form lists. Size, hash and first KB of the post are kept under the id.'),
      404: problem('There is no such form.'),
      413: problem(
        'The post is larger than 32 KB without its files, or than 4 MB with them. Its size, hash and first KB are kept under the id. Beyond about 4.5 MB the gateway answers, without an id.',
      ),
      415: problem('The body is packed in a way that is not known here. gzip, deflate, br and zstd are.'),
      422: problem('Fields need correcting, one entry each. The raw post is kept under the id, without files.'),
      429: problem('Far too many posts from one address; see Retry-After.'),
      503: problem('Not accepted: try again with the same submissionId; see Retry-After.'),
    },
  });
