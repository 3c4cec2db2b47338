import { z } from 'zod';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import { MailServers } from '../platform/mail-servers.ts';
import type { Table } from '../platform/table.ts';

/** What was heard of a mail domain last. It is of nobody: all who have an address there share it. */
export const KnownDomain = z.object({ servers: MailServers, askedAt: z.string() });
export type KnownDomain = z.infer<typeof KnownDomain>;

interface DomainParts {
  readonly table: Pick<Table, 'get' | 'put'>;
  readonly digests: Pick<Digests, 'mailHost'>;
}

const monthMs = 30 * daysMs;
/** Longer than it takes until somebody asks anew, where anybody still has an address there. */
const keptMonthsLonger = 3;

/** Reads what is known of a domain; null where nobody asked, or where this version cannot read the answer. */
export async function readDomain(
  domain: string,
  { table, digests }: Pick<DomainParts, 'digests'> & { readonly table: Pick<Table, 'get'> },
) {
  const item = await table.get(keys.mailServers(digests.mailHost(domain)));
  return KnownDomain.safeParse(item).data ?? null;
}

/** Keeps what was heard of a domain; the later answer stays, whichever it is. */
export function writeDomain(
  domain: string,
  servers: MailServers,
  at: Date,
  months: number,
  { table, digests }: DomainParts,
): Promise<void> {
  const expiresAt = epochSeconds(addMs(at, (months + keptMonthsLonger) * monthMs));
  return table.put({ Item: { ...keys.mailServers(digests.mailHost(domain)), servers, askedAt: isoTime(at), expiresAt } });
}

/** Tells whether what is known of a domain is to be asked anew. */
export function isStale(known: KnownDomain | null, now: Date, months: number): boolean {
  return known === null || Date.parse(known.askedAt) <= now.getTime() - months * monthMs;
}
