import { z } from 'zod';

export const AnsweredOfferView = z
  .object({
    leadId: z.string(),
    subject: z.string(),
    repId: z.string(),
    state: z.enum(['owned', 'declined']),
    at: z.string(),
  })
  .meta({ id: 'AnsweredOffer', description: 'What became of an offer' });
export type AnsweredOfferView = z.infer<typeof AnsweredOfferView>;
