import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { FormDescription } from './form-description.ts';

export const showFormRoute = defineRoute({
  id: 'showForm',
  method: 'GET',
  path: '/v1/forms/{formId}',
  kind: 'show',
  access: 'public',
  preflight: true,
  throttle: 'postsPerSecond',
  params: z.object({ formId: z.string() }),
  query: z.object({
    visitorId: z.string().optional().meta({
      description:
        'Id that the tracker made after consent. Leaves out what is known of the person who is linked with the visitor; contact details are always asked, and no value is ever answered. Ids that are unknown or malformed are strangers',
    }),
  }),
  answer: returns<FormDescription>(),
});

export const showFormContract = () =>
  describeRoute(showFormRoute, {
    tag: 'Forms',
    summary: 'The form as a page needs it',
    description:
      'The fields to ask, labels (vi, en), consent texts with their versions, and a fresh signed token. Not cacheable because of the token. ' +
      'A form may ask some questions over several visits: without a visitor, and of a stranger, it asks the first few.',
    example: { params: { formId: 'contact' } },
    answers: {
      200: json('The form', FormDescription),
      403: problem('The page is not on an origin that the form lists.'),
      404: problem('There is no such form.'),
    },
  });
