import type { Table } from '../platform/table.ts';
import type { Trial } from './experiment-config.ts';
import { mailFor, type TriedMail } from './rules-arm.ts';
import { readStanding, readStandings } from './standing-store.ts';

/** Says which template a lead gets from a step, and for which trial it counts; reads only where a mail is tried. */
export async function whichMail(
  mail: TriedMail,
  leadId: string,
  table: Pick<Table, 'get'>,
): Promise<{ readonly template: string; readonly trial?: Trial }> {
  const standing = mail.experiment && (await readStanding(table, mail.experiment.id));
  return mailFor(mail, leadId, standing?.verdict);
}

/** Returns which template a lead gets from each of some steps. */
export async function whichMails(
  mails: readonly TriedMail[],
  leadId: string,
  table: Pick<Table, 'batchGet'>,
): Promise<(mail: TriedMail) => string> {
  const ids = [...new Set(mails.flatMap(({ experiment }) => (experiment ? [experiment.id] : [])))];
  const standings = ids.length === 0 ? undefined : await readStandings(table, ids);
  return (mail) => mailFor(mail, leadId, mail.experiment && standings?.get(mail.experiment.id)?.verdict).template;
}
