import { z } from 'zod';

/** A short text of a person's record. */
export const personText = z.string().max(320);
/** The company's own questions, by their names. */
export const ownAnswers = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/), z.string().max(1_000));

/** Who works with somebody, for whoever may know no more of them. */
export const WhoHasView = {
  owner: z.object({ repId: z.string(), name: z.string().nullable() }).nullable().meta({ description: 'Null: nobody has them yet' }),
  pool: z.object({ poolId: z.string(), name: z.object({ vi: z.string(), en: z.string() }) }).nullable(),
};
