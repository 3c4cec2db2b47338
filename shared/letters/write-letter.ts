import type { LetterView } from '../../api/letters/letter-view.ts';
import { letterWritten } from '../../events/index.ts';
import type { Principal } from '../access/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { draftEntry, type Lead, noteOnLead, readLead } from '../leads/index.ts';
import { readAddressFacts } from '../mail/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { addMs, type Clock, daysMs, isoTime, minutesMs } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { IdSource, LeadId, ReplyId, TopicId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { isReplyTask, readReplies } from '../replies/index.ts';
import { endTasks, putTasksMovedTimer, readTasks, type TaskChange, writeTasks } from '../tasks/index.ts';
import { eachTimerOnce, putTimer, timerIdFor } from '../timers/index.ts';
import { checkLetter, type WrittenLetter } from './check-letter.ts';
import { type Letter, mailOfLetter, putLetter, readLetters } from './letter.ts';
import { letterBar, notAcceptedBar } from './letter-bar.ts';
import { letterView } from './view.ts';
import { letterReasonWords } from './words.ts';
import { writerOf } from './writer.ts';

/** A colleague writes to a person. Whether they may is for the caller to know. */
export interface LetterAsked {
  readonly leadId: LeadId;
  readonly principal: Principal;
  readonly written: WrittenLetter;
  /** The request. */
  readonly correlationId: string;
  /** Returns what is written in the same transaction. */
  readonly along: (view: LetterView) => readonly WriteItem[];
}

export interface LetterParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly digests: Digests;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'letterId'>;
}

/** Nobody writes more to one person by hand; a machine that does has gone wrong. */
const mostLettersADay = 20;
/** The message comes at once; the timer is there for one that was lost. */
const askedAgainMs = 2 * minutesMs;

/**
 * Writes a letter down, with its line in the history, and has its mail asked for; an answer to the person ends the task to read what they wrote.
 * @throws NotFoundError; InvalidInputError; NotPossibleNowError where nothing may be written to the person, with the reason
 */
export function writeLetter({ leadId, principal, written, correlationId, along }: LetterAsked, parts: LetterParts): Promise<LetterView> {
  const { table, clock, ids, digests } = parts;
  const { userId } = principal;
  return untilWritten(async () => {
    const lead = await readLead(table, leadId, { consistent: true });
    if (!lead) throw new NotFoundError('no such lead');
    const checked = await checkLetter(lead, written, parts);
    const at = clock();
    await refuseBarred(lead, principal, checked.topic ?? null, at, parts);
    const address = digests.address(lead.email ?? '');
    if (written.addressMark !== undefined && written.addressMark !== address)
      throw new NotPossibleNowError("The person's address was changed since the letter was begun: look at it, then send again.");
    const letterId = ids.letterId(at);
    const letter: Letter = {
      leadId: lead.leadId,
      letterId,
      at: isoTime(at),
      by: userId,
      locale: lead.locale,
      address,
      ...checked,
    };
    const act = { at, actor: { kind: 'user', id: userId }, cause: { correlationId, causationId: correlationId } } as const;
    const { topic, template, reply } = checked;
    const told = draftEntry(letterWritten, {
      letterId,
      mailId: mailOfLetter(letterId),
      purpose: topic === undefined ? 'service' : 'advertising',
      ...(topic === undefined ? {} : { topicId: topic }),
      ...(template === undefined ? {} : { templateId: template }),
      ...(reply === undefined ? {} : { replyId: reply }),
    });
    const { writes } = noteOnLead(lead, [told], act, ids);
    const view = letterView(letter, undefined);
    const answered = reply === undefined ? [] : await tasksAnswered(lead, reply, at, table);
    const timer = putTimer(await timerOf(letter, at, parts));
    await table.transact([putLetter(letter), ...writes, ...ending(answered, at), timer, ...along(view)]);
    return view;
  });
}

/** Ends the task to read answers, unless a newer one waits to be read: it has no task beside the open one. */
async function tasksAnswered(lead: Lead, reply: ReplyId, at: Date, table: Table): Promise<readonly TaskChange[]> {
  const [tasks, [newest]] = await Promise.all([readTasks(table, lead), readReplies(table, lead, { limit: 1 })]);
  return newest && newest.replyId > reply ? [] : endTasks(tasks, isReplyTask, 'done', at);
}

/** Runs of sequences that wait for a task look at it anew. */
const ending = (tasks: readonly TaskChange[], at: Date): WriteItem[] => [
  ...writeTasks(tasks, at),
  ...eachTimerOnce(tasks.map(({ after }) => putTasksMovedTimer(after, at))),
];

/** Asks for the mail of a letter now; the gate sends it once, however often it is asked for. */
export async function sendLetter(
  { leadId, letterId, by }: Pick<Letter, 'leadId' | 'letterId' | 'by'>,
  { config, mail }: Pick<LetterParts, 'config'> & { readonly mail: Queue },
): Promise<void> {
  await mail.send({ body: await requestOf({ leadId, letterId, by }, config) });
}

async function timerOf(letter: Letter, at: Date, { config }: LetterParts) {
  const dueAt = isoTime(addMs(at, askedAgainMs));
  return { timerId: timerIdFor('letter', letter.letterId), dueAt, queue: 'mail', message: await requestOf(letter, config) } as const;
}

async function requestOf({ leadId, letterId, by }: Pick<Letter, 'leadId' | 'letterId' | 'by'>, config: LetterParts['config']) {
  const { repId } = await writerOf(by, config);
  return mailRequest('letter', leadId, { letterId, ...(repId === null ? {} : { repId }) });
}

async function refuseBarred(lead: Lead, principal: Principal, topic: TopicId | null, at: Date, parts: LetterParts): Promise<void> {
  const company = await readCompany(parts.config);
  const sender = { from: company.email };
  const known =
    lead.email === null ? { address: {}, addressProblem: null } : await readAddressFacts(lead.email, company, { ...parts, sender });
  const bar = (await notAcceptedBar(lead, principal, parts.table)) ?? letterBar({ lead, ...known }, topic, at);
  if (bar !== null) throw new NotPossibleNowError(`The letter would not be sent: ${letterReasonWords(bar).en} (${bar}).`);
  const newest = await readLetters(parts.table, lead, { limit: mostLettersADay });
  const oldest = newest[mostLettersADay - 1];
  if (oldest && Date.parse(oldest.at) > addMs(at, -daysMs).getTime())
    throw new NotPossibleNowError(`The person was written ${mostLettersADay} letters within a day: wait, or call them.`);
}
