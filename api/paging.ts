import { z } from 'zod';

/** What a cursor that leads nowhere is answered with. */
export const cursorRefusal = 'give nextCursor of the page before, unchanged and with the same query, or start again without cursor';

/** A cursor as a request brings it; what it holds is known when it was opened. */
export const CursorText = z
  .string()
  .max(512, { error: cursorRefusal })
  .meta({ description: '`nextCursor` of the page before, with the same query' });
