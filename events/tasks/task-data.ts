import { z } from 'zod';

/** What events of a task tell of it; what it is called and what somebody noted is the record's alone. */
export const taskData = {
  taskId: z.string(),
  /** What of the lead it is about. */
  subject: z.string(),
  kind: z.enum(['call', 'mail', 'text', 'meeting', 'qualification', 'custom']),
  /** What brings it into somebody's work. */
  reason: z.enum(['accept', 'callback', 'hot', 'firstContact', 'planned']),
  /** Who is to do it; null while nobody owns the subject. */
  repId: z.string().nullable(),
};

export const exampleTask = {
  taskId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM.K01K9ZQ7M2X5D8F0A3B6C9E1GHJ',
  subject: 'lead',
  kind: 'call',
  reason: 'callback',
  repId: 'rep-lan',
} as const;
