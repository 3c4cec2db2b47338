import { z } from 'zod';
import { chosenId } from '../ids.ts';

export const ViewPath = z.object({ viewId: z.string().max(64).regex(chosenId) });
export const exampleViewId = 'nong-chua-goi';

/** Where a view lies: with whoever keeps it, or with a pool. */
export const viewPool = z
  .string()
  .max(64)
  .regex(chosenId)
  .optional()
  .meta({ description: 'The pool that it is shared with. @default - it is your own' });
