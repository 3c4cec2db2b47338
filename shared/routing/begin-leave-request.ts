import { z } from 'zod';
import { RepId } from '../platform/ids.ts';

/** What beginning the leave of a rep is asked for by, apart from the work itself. */
export const beginLeaveRequest = {
  kind: 'beginLeave' as const,
  schema: z.object({ repId: RepId, from: z.iso.date() }),
};
