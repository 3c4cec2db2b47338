import { createHash } from 'node:crypto';
import { mailReplied } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { draftEntry, type Lead, noteOnLead, readLead } from '../leads/index.ts';
import { type Mail, needIn, readMails } from '../mail/index.ts';
import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import { AddressDigest } from '../platform/digests.ts';
import { UnavailableError } from '../platform/errors.ts';
import { type LeadId, leadSubject, RepId, ReplyId, SubjectId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type DecideParts, refuseByMail } from '../preferences/index.ts';
import { mailMark, ulidAt } from '../signed-links/index.ts';
import { type Answered, type InboundMail, type JudgedInbound, judgeInbound } from './judge-inbound.ts';
import { noteAbsence } from './note-absence.ts';
import type { RawMails } from './raw-mails.ts';
import { putReply, type Reply, readReplies } from './reply.ts';
import type { HeldReason } from './rules-mail.ts';
import { threadOf } from './rules-thread.ts';
import { taskOfReply } from './task-of-reply.ts';

/** A mail that SES took in. */
export interface ArrivedMail extends Omit<InboundMail, 'raw'> {
  /** As SES names it: the same in each call for this mail. */
  readonly messageId: string;
  /** When SES took it in. */
  readonly at: Date;
}

export interface InboundParts extends DecideParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly raw: RawMails;
  readonly replyDomain: string;
  readonly signedLinkKeys: readonly string[];
}

/** A person does not write more to one who sells; a loop of machines does. */
const mostRepliesADay = 20;

/**
 * Takes in a mail: an answer stands with its lead, ends what would still be mailed, and is somebody's task. Nothing is ever sent for it.
 * Safe to repeat: an answer has its name from the mail. @throws UnavailableError while its bytes are not there
 */
export async function takeInbound(arrived: ArrivedMail, parts: InboundParts): Promise<void> {
  const judged = await judgeInbound(
    { ...arrived, raw: () => rawOf(arrived, parts) },
    { ...parts, now: parts.clock(), addressOf: async (leadId) => (await readLead(parts.table, leadId))?.email ?? null },
  );
  if (judged.answered) await parts.raw.noteLead(arrived.messageId, judged.answered.leadId);
  if (judged.kind === 'held') return hold(arrived, judged.reason, judged.answered, parts);
  const mail = await mailOfMark(judged.answered, parts.table);
  const lead = mail && (await readLead(parts.table, mail.ofLead ?? mail.leadId, { consistent: true }));
  if (!mail || !lead) return hold(arrived, 'unknownMail', judged.answered, parts);
  const fields = { messageId: arrived.messageId, leadId: lead.leadId, mailId: mail.mailId };
  switch (judged.kind) {
    case 'automatic': {
      const awayUntil = await noteAbsence(judged, addressOf(mail, lead, parts), arrived.at, parts);
      return parts.log.info('a machine answered a mail', { ...fields, isAway: judged.isAway, returnsOn: judged.returnsOn, awayUntil });
    }
    case 'refusal': {
      const address = addressOf(mail, lead, parts);
      if (address === null) return hold(arrived, 'unknownMail', judged.answered, parts);
      await refuseByMail({ leadId: lead.leadId, address, requestId: requestIdOf(arrived) }, parts);
      return parts.log.info('a person refused by mail', fields);
    }
    case 'reply': {
      const noted = await noteInbound(arrived, judged, mail, parts);
      if (noted === 'tooMany') return hold(arrived, 'tooMany', judged.answered, parts);
      return parts.log.info('a person answered a mail', { ...fields, isProven: judged.isProven, files: judged.mail.files.length, noted });
    }
  }
}

/** Where the answered mail went. */
const addressOf = (mail: Mail, { email }: Pick<Lead, 'email'>, { digests }: InboundParts): AddressDigest | null =>
  AddressDigest.safeParse(mail.address).data ?? (email === null ? null : digests.address(email));

async function rawOf({ messageId }: ArrivedMail, { raw }: InboundParts): Promise<Uint8Array | null> {
  const bytes = await raw.read(messageId);
  // SES writes it before it calls, so it is late, or has been deleted with its person.
  if (bytes === undefined) throw new UnavailableError('a mail that came in is not in its bucket yet');
  return bytes;
}

async function hold({ messageId, at }: ArrivedMail, reason: HeldReason, answered: Answered | null, { raw, log }: InboundParts) {
  await raw.noteHeld(messageId, isoTime(at), reason);
  log.warn('a mail that came in is set aside', { messageId, reason, leadId: answered?.leadId });
}

/** A mail stays under the lead to whom it was sent, whatever that was merged into. */
async function mailOfMark({ leadId, mark }: Answered, table: Table): Promise<Mail | undefined> {
  return (await readMails(table, leadId)).find(({ audience, mailId }) => audience === 'lead' && mailMark(mailId) === mark);
}

type Answer = JudgedInbound & { readonly kind: 'reply' };

/** Writes an answer down, with its line in the history and its task, once. */
function noteInbound(
  arrived: ArrivedMail,
  answer: Answer,
  answered: Mail,
  parts: InboundParts,
): Promise<'new' | 'known' | 'gone' | 'tooMany'> {
  const { table, clock, config, ids } = parts;
  const replyId = replyIdOf(arrived);
  return untilWritten(async () => {
    const lead = await readLead(table, answered.ofLead ?? answered.leadId, { consistent: true });
    if (!lead) return 'gone';
    if (await isThere(table, lead, replyId)) return 'known';
    if (await hasTooMany(table, lead, arrived.at)) return 'tooMany';
    const at = clock();
    const reply = replyOf(arrived, answer, answered, lead, parts);
    const act = {
      at,
      actor: { kind: 'lead', id: lead.leadId },
      cause: { correlationId: answered.correlationId, causationId: requestIdOf(arrived) },
    } as const;
    const { writes } = noteOnLead(lead, [draftEntry(mailReplied, { replyId, way: 'mail', mailId: answered.mailId })], act, ids);
    const subject = SubjectId.parse(needIn(answered).subject ?? leadSubject);
    const task = await taskOfReply({ lead, reply, subject, writer: writerIn(answered) }, at, { table, config });
    await table.transact([putReply(reply), ...writes, ...task]);
    return 'new';
  });
}

/** Whoever wrote a mail with their own hand has its answer. */
const writerIn = ({ askedBy }: Mail): RepId | undefined =>
  askedBy.kind === 'letter' && askedBy.repId !== undefined ? RepId.parse(askedBy.repId) : undefined;

/** An earlier call may have noted it under a record that was merged since. */
async function isThere(table: Table, { leadId, members = [] }: Lead, replyId: ReplyId): Promise<boolean> {
  const places = [leadId, ...members].map((id) => keys.reply(id, replyId));
  return (await table.batchGet(places, { consistent: true })).length > 0;
}

async function hasTooMany(table: Table, lead: Lead, at: Date): Promise<boolean> {
  const newest = await readReplies(table, lead, { limit: mostRepliesADay });
  const oldest = newest.filter(({ way }) => way === 'mail')[mostRepliesADay - 1];
  return oldest !== undefined && Date.parse(oldest.at) > addMs(at, -daysMs).getTime();
}

function replyOf(
  arrived: ArrivedMail,
  { mail, isProven, isTooLarge }: Answer,
  answered: Mail,
  { leadId }: { readonly leadId: LeadId },
  { digests }: InboundParts,
): Reply {
  // To where we wrote, by the mail itself: the record may have another address by now.
  const isSameAddress = mail.from !== null && answered.address === digests.address(mail.from) && !arrived.failed.dmarc;
  return {
    leadId,
    replyId: replyIdOf(arrived),
    at: isoTime(arrived.at),
    way: 'mail',
    text: mail.text,
    mailId: answered.mailId,
    files: [...mail.files],
    ...(mail.subject === '' ? {} : { subject: mail.subject }),
    ...threadOf(mail),
    ...(isTooLarge ? { isTooLarge } : {}),
    ...(isProven || isSameAddress ? {} : { unprovenFrom: mail.from ?? '' }),
  };
}

const requestIdOf = ({ messageId }: ArrivedMail): string => `mail-${messageId}`;

/** Begins with the moment, as all ids of replies; the rest is told by the mail, so that the same one has the same name. */
const replyIdOf = ({ messageId, at }: ArrivedMail): ReplyId =>
  ReplyId.parse(`R${ulidAt(at, createHash('sha256').update(messageId).digest())}`);
