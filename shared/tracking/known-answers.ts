import { readLead } from '../leads/index.ts';
import { PheuError } from '../platform/errors.ts';
import { VisitorId } from '../platform/ids.ts';
import { describeError, type Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { readIdentity } from './identity-store.ts';
import { segmentsOf } from './rules-segments.ts';

const nothing: ReadonlySet<string> = new Set();

/**
 * Names of the questions that need not be put again to who uses this device now; none for a stranger, and never a value. A form is
 * worth more than what it saves: whatever goes wrong on the way, everything is asked.
 */
export async function readKnownAnswers(
  visitor: string | undefined,
  { table, log }: { readonly table: Table; readonly log: Log },
): Promise<ReadonlySet<string>> {
  const visitorId = VisitorId.safeParse(visitor).data;
  if (visitorId === undefined) return nothing;
  try {
    const { identifications, answered } = await readIdentity(table, visitorId, { consistent: false });
    const leadId = segmentsOf(identifications).at(-1)?.leadId;
    const given = leadId && answered.get(leadId);
    // Without an answer given on this device there is nothing that it may show to know, and no lead to read.
    if (!given || !(await readLead(table, leadId))) return nothing;
    return new Set(given);
  } catch (error) {
    const message = 'what is known of a visitor cannot be read; the form asks everything';
    if (error instanceof PheuError && error.retryable) log.warn(message, describeError(error));
    else log.error(message, error);
    return nothing;
  }
}
