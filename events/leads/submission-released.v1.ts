import { z } from 'zod';
import { defineEvent, SubmissionReference } from '../contract.ts';

export const submissionReleased = defineEvent({
  detailType: 'submission.released',
  version: 1,
  about: 'A post that was held in quarantine was let in by a person, who is the actor.',
  data: {
    submission: SubmissionReference,
    /** Why it had been held. */
    reasons: z.array(
      z.enum([
        'honeypot',
        'forgedToken',
        'missingToken',
        'tooFast',
        'expiredToken',
        'overusedToken',
        'linkInName',
        'linkInField',
        'gibberish',
        'addressLimit',
        'noContact',
        'formNotConfigured',
        'connectorNew',
        'corrupt',
      ]),
    ),
  },
  example: {
    submission: { channel: 'form', sourceId: 'contact', submissionId: '77aa' },
    reasons: ['addressLimit'],
  },
});
