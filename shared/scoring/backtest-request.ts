import { z } from 'zod';
import { CursorText } from '../platform/cursor.ts';

/** As many leads as one request reads within its time; the answer says where to go on. */
export const maxBacktestLeads = 2_000;

/** Body of `POST /v1/scoring/backtest`. */
export const BacktestRequest = z.strictObject({
  /** A whole scoring document; read by itself, so that every fault of it is named. */
  config: z.unknown().optional(),
  from: z.iso.datetime().optional().meta({ description: 'Leads made from then on' }),
  to: z.iso.datetime().optional().meta({ description: 'Leads made until then' }),
  limit: z.number().int().min(1).max(maxBacktestLeads).default(maxBacktestLeads).meta({ description: 'Most leads to read, newest first' }),
  cursor: CursorText.optional(),
});
export type BacktestRequest = z.infer<typeof BacktestRequest>;
