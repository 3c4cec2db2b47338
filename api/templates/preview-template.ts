import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { LeadIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';

const TemplatePreviewView = z.object({
  locale: z.enum(['vi', 'en']),
  values: z.object({
    of: z.enum(['run', 'lastOrder', 'record', 'madeUp']).meta({
      description:
        '`run`: the newest run of the lead in a sequence with such a mail. Where there is none, what such a run would be about: `lastOrder`, or `record` where the lead has none or no trigger brings one along. `madeUp`: of no lead',
    }),
    sequenceId: z.string().nullable().meta({ description: 'Of the run' }),
  }),
  subject: z.string().meta({ description: 'As it is sent: with [QC] before it where the mail advertises' }),
  html: z.string(),
  text: z.string().meta({ description: 'For programs that show no HTML' }),
});
export type TemplatePreviewView = z.infer<typeof TemplatePreviewView>;

const PreviewRequest = z.strictObject({
  /** A whole document; read by itself, so that every fault of it is named. */
  template: z.unknown().meta({ documentOf: 'templates', description: 'A draft, whole' }),
  locale: z.enum(['vi', 'en']).default('vi').meta({ description: 'The language to show' }),
  leadId: LeadIdInPath.optional().meta({ description: 'Whom to write to; without it a person is made up, of whom everything is known' }),
});

export const previewTemplateRoute = defineRoute({
  id: 'previewTemplate',
  method: 'POST',
  path: '/v1/templates/preview',
  kind: 'compile',
  access: 'token',
  right: 'config.publish',
  missing: 'lead',
  // A person writes; each look compiles MJML.
  throttle: 5,
  query: NoQuery,
  body: PreviewRequest,
  maxBodyKb: 512,
  answer: returns<TemplatePreviewView>(),
});

export const previewTemplateContract = () =>
  describeRoute(previewTemplateRoute, {
    tag: 'Configuration',
    summary: 'Show a mail template as a person would get it',
    description:
      'Compiles a draft and writes it to a lead that the caller may see, or to a made-up person. Whoever does not see contact details, such as a marketer, gets the lead under a made-up name, and a call at a made-up moment. Order, product and call are those that the mail would have now; `values` says what they are of. Nothing is sent or kept, so an Idempotency-Key has no effect; the links to leave lead to the company’s website. For admins and marketers.',
    example: { body: { template: { id: 'thanks' }, locale: 'en' } },
    answers: {
      200: json('The mail', TemplatePreviewView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 512 KB.'),
      422: problem('The draft has faults, each with its path.'),
    },
  });
