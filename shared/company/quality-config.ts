import { z } from 'zod';

/** Fields of a record that the company may need. */
export const NeededField = z.enum(['fullName', 'email', 'phone', 'company', 'title', 'province', 'product']);
export type NeededField = z.infer<typeof NeededField>;

/** What the company asks of its records; nothing is refused for it. */
export const DataQuality = z.object({
  /** What a rep needs to work with a lead: a record without one of them says that it is missing. */
  neededFields: z.array(NeededField).max(NeededField.options.length).default(['fullName', 'phone', 'email', 'province']),
  /** How old what name servers said of a mail domain may be until they are asked anew. */
  mailServersAgainAfterMonths: z.number().int().min(1).max(24).default(6),
});
export type DataQuality = z.infer<typeof DataQuality>;
