import { z } from 'zod';

/** What a rep may be offered of a lead: itself, or one of its opportunities. */
export const OfferedSubject = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/)
  .brand<'SubjectId'>()
  .optional()
  .meta({ description: '`lead`, or the id of one of its opportunities. @default - the lead' });
