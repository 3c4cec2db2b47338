import { z } from 'zod';

/** The answer to a post that will get exactly one outcome; the same for a new person and for a known one. */
export const AcceptedSubmission = z
  .object({
    submissionId: z.string().meta({ description: 'Yours, or one of ours when yours is taken by another post' }),
    status: z.literal('accepted'),
    droppedFiles: z.array(z.string()).optional().meta({ description: 'Names of files that came along and were not kept' }),
    downloadPath: z
      .string()
      .optional()
      .meta({ description: 'Where on the site the file lies that the form is for: good for a day, and for this post alone' }),
  })
  .meta({ id: 'AcceptedSubmission' });
export type AcceptedSubmission = z.infer<typeof AcceptedSubmission>;

/** A post of a browser without script. */
export const HtmlPost = z.record(z.string(), z.string()).meta({
  description:
    'Every field by its own name. Reserved: _submissionId, _consent.contact, _consent.newsletter, _consent.tracking, _visitorId, _redirect, _token, _locale, _pageUrl, _referrer. File parts are dropped and named.',
});
