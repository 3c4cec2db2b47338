import { type Lead, readLead } from '../leads/index.ts';
import type { Table } from '../platform/table.ts';
import type { Mail } from './record.ts';

/** A mail, and the lead whose it is by now: the one that its own was merged into, or was parted from since. */
export type MailWithSurvivor = Mail & { readonly survivor: Lead | undefined };

/** Finds whose history tells what became of a mail: the mail stays where it was begun, its lead may be part of another by now. */
export async function withSurvivor(mail: Mail, table: Table): Promise<MailWithSurvivor> {
  const lead = await readLead(table, mail.ofLead ?? mail.leadId);
  return { ...mail, survivor: lead?.leadId === mail.leadId ? undefined : lead };
}
