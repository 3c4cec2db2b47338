import { z } from 'zod';
import { defineEvent, SubmissionReference } from '../contract.ts';

export const surveyAnswered = defineEvent({
  detailType: 'survey.answered',
  version: 1,
  about: 'A person answered a survey.',
  data: {
    submission: SubmissionReference,
    formId: z.string(),
    /** By the link of a mail to this person; whoever had the link may have been somebody else. */
    byLink: z.boolean(),
    /** The 0 to 10 of the survey; null where it asks for none, or none was given. */
    score: z.number().int().nullable(),
    /** Of that score: 9 and 10, 7 and 8, or below. */
    group: z.enum(['promoter', 'passive', 'detractor']).nullable(),
  },
  example: {
    submission: { channel: 'form', sourceId: 'khao-sat', submissionId: 'survey-77aa' },
    formId: 'khao-sat',
    byLink: true,
    score: 4,
    group: 'detractor',
  },
});
