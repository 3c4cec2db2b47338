import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { AcceptedSubmission, FormDescription, PostedSubmission } from '../../shared/capture/index.ts';
import { problem } from './problems.ts';

const formPath = z.object({ formId: z.string().meta({ example: 'contact' }) });

const htmlPost = z.record(z.string(), z.string()).meta({
  description:
    'Every field by its own name. Reserved: _submissionId, _consent.contact, _consent.newsletter, _consent.tracking, _visitorId, _redirect, _token, _locale, _pageUrl, _referrer. File parts are dropped and named.',
});

export const formRoutes: ZodOpenApiPathsObject = {
  '/v1/forms/{formId}': {
    get: {
      operationId: 'showForm',
      tags: ['Forms'],
      summary: 'The form as a page needs it',
      description:
        'The fields to ask, labels (vi, en), consent texts with their versions, and a fresh signed token. Not cacheable because of the token. ' +
        'A form may ask some questions over several visits: without a visitor, and of a stranger, it asks the first few.',
      security: [],
      requestParams: {
        path: formPath,
        query: z.object({
          visitorId: z.string().optional().meta({
            description:
              'Id that the tracker made after consent. Leaves out what is known of the person who is linked with the visitor; contact details are always asked, and no value is ever answered. Ids that are unknown or malformed are strangers',
          }),
        }),
      },
      responses: {
        '200': { description: 'The form', content: { 'application/json': { schema: FormDescription } } },
        '403': problem('The page is not on an origin that the form lists.'),
        '404': problem('There is no such form.'),
      },
    },
  },
  '/v1/forms/{formId}/submissions': {
    post: {
      operationId: 'postSubmission',
      tags: ['Forms'],
      summary: 'Post a filled-in form',
      description:
        'Answered after the post is stored and on its way; it gets exactly one outcome. Send the same submissionId with a retry: the same post is never taken twice. ' +
        'A plain HTML post is answered 303 to a thank-you page that the form lists, or with a page that says what to correct.',
      security: [],
      requestParams: {
        path: formPath,
        header: z.object({
          'Idempotency-Key': z.string().optional().meta({
            description:
              'Stands in for submissionId when the body has none: up to 255 printable characters. One that is no submissionId, or tells a phone number, gets an id of ours, the same each time',
          }),
        }),
      },
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: PostedSubmission,
            example: {
              submissionId: '0b7d6c1e-4a55-4f0e-9f2b-1c1a0c7a9a10',
              fields: { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', province: 'TP.HCM' },
              context: { pageUrl: 'https://www.example.vn/?utm_source=zalo', locale: 'vi' },
              consent: { contact: true, newsletter: false },
            },
          },
          'application/x-www-form-urlencoded': { schema: htmlPost },
          'multipart/form-data': { schema: htmlPost },
        },
      },
      responses: {
        '202': { description: 'Accepted', content: { 'application/json': { schema: AcceptedSubmission } } },
        '303': { description: 'An HTML post was accepted; Location is a thank-you page of the form' },
        '400': problem('The body cannot be read. Its size, hash and first KB are kept under the id.'),
        '403': problem('The page is not on an origin that the form lists. Size, hash and first KB of the post are kept under the id.'),
        '404': problem('There is no such form.'),
        '413': problem(
          'The post is larger than 32 KB without its files, or than 4 MB with them. Its size, hash and first KB are kept under the id. Beyond about 4.5 MB the gateway answers, without an id.',
        ),
        '415': problem('The body is packed in a way that is not known here. gzip, deflate, br and zstd are.'),
        '422': problem('Fields need correcting, one entry each. The raw post is kept under the id, without files.'),
        '429': problem('Far too many posts from one address; see Retry-After.'),
        '503': problem('Not accepted: try again with the same submissionId; see Retry-After.'),
      },
    },
  },
};
