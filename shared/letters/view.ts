import type { LetterListView, LetterView } from '../../api/letters/letter-view.ts';
import type { Lead } from '../leads/index.ts';
import { type Mail, readMail } from '../mail/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import type { Table } from '../platform/table.ts';
import { type Letter, mailOfLetter, readLetters } from './letter.ts';
import { letterReasonWords } from './words.ts';

type KnownMail = Pick<Mail, 'status' | 'reason' | 'waitsUntil'> | undefined;

/** A letter as the contract shows it. @param mail the state of its mail; undefined: the gate has not met it yet */
export function letterView({ letterId, at, by, subject, text, topic, template, reply }: Letter, mail: KnownMail): LetterView {
  const state = stateOf(mail);
  const reason = state === 'sent' ? null : (mail?.reason ?? null);
  return {
    letterId,
    mailId: mailOfLetter(letterId),
    at,
    by,
    subject,
    text,
    purpose: topic === undefined ? 'service' : 'advertising',
    topicId: topic ?? null,
    templateId: template ?? null,
    replyId: reply ?? null,
    state,
    reason,
    reasonText: reason === null ? null : letterReasonWords(reason),
    until: state === 'waiting' ? (mail?.waitsUntil ?? null) : null,
  };
}

function stateOf(mail: KnownMail): LetterView['state'] {
  switch (mail?.status) {
    case 'sent':
      return 'sent';
    case 'failed':
    case 'skipped':
      return 'notSent';
    default:
      return 'waiting';
  }
}

/** Lists the letters to a lead with what became of each, the newest first. */
export async function lettersOf(
  table: Table,
  lead: Lead,
  userId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  cursors: Cursors,
): Promise<LetterListView> {
  const asked: Asked = { userId, route: `GET /v1/leads/${lead.leadId}/letters`, query: {} };
  const before = cursor === undefined ? undefined : cursors.open(cursor, asked);
  const letters = await readLetters(table, lead, { limit: limit + 1, before });
  const page = letters.slice(0, limit);
  const last = letters.length > limit ? page.at(-1) : undefined;
  const items = await Promise.all(page.map(async (letter) => letterView(letter, await mailTo(lead, letter, table))));
  return { items, nextCursor: last ? cursors.seal(last.letterId, asked) : null };
}

/** It lies under the lead that the letter was written to, or that this one was part of when it went out. */
async function mailTo({ leadId }: Lead, letter: Letter, table: Table): Promise<Mail | undefined> {
  const mailId = mailOfLetter(letter.letterId);
  const own = await readMail(table, letter.leadId, mailId);
  return own ?? (leadId === letter.leadId ? undefined : readMail(table, leadId, mailId));
}
