import { z } from 'zod';

/** The answer to a post that will get exactly one outcome; the same for a new person and for a known one. */
export const AcceptedSubmission = z
  .object({
    submissionId: z.string().meta({ description: 'Yours, or one of ours when yours is taken by another post' }),
    status: z.literal('accepted'),
    droppedFiles: z.array(z.string()).optional().meta({ description: 'Names of files that came along and were not kept' }),
  })
  .meta({ id: 'AcceptedSubmission' });
export type AcceptedSubmission = z.infer<typeof AcceptedSubmission>;
