import type { TextView } from '../../api/texts/text-view.ts';
import { textSent } from '../../events/index.ts';
import type { Principal } from '../access/index.ts';
import { cleanMultiline } from '../identity/index.ts';
import { draftEntry, noteOnLead, readLead } from '../leads/index.ts';
import { addMs, type Clock, hoursMs, isoTime, minutesMs } from '../platform/clock.ts';
import { type FieldFault, InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { IdSource, LeadId } from '../platform/ids.ts';
import { saysItAdvertises } from '../platform/rules-advertising-mark.ts';
import { hasMask } from '../platform/rules-masked-text.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { endTasks, readTasks, writeTasks } from '../tasks/index.ts';
import { countText } from './number-texts.ts';
import { isOffered } from './offered.ts';
import { type ReceiverParts, readReceiver } from './receiver.ts';
import { whyNoText } from './refusals.ts';
import { asSent, isTooLong, longestText } from './rules-compose.ts';
import { gateText } from './rules-gate.ts';
import { smsLength } from './rules-length.ts';
import { type ScriptConfig, scriptKind } from './script-config.ts';
import { putSentText, type SentText } from './sent-text.ts';
import { textView } from './view.ts';

/** A colleague says that they sent a text. Whether they may write to the lead is for the caller to know. */
export interface TextAsked {
  readonly leadId: LeadId;
  readonly script: string;
  /** As it went, after the colleague edited it. */
  readonly text: string;
  /** When it was opened on the phone. @default - now */
  readonly openedAt?: string | undefined;
  readonly principal: Principal;
  /** The request. */
  readonly correlationId: string;
  /** Returns what is written in the same transaction. */
  readonly along: (view: TextView) => readonly WriteItem[];
}

export interface TextParts extends ReceiverParts {
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'textId'>;
}

/** What was opened longer ago was another text: whoever comes back an hour later is held against the hour that it is. */
const openHours = 1;
/** Clocks of phones are wrong. */
const driftMs = 5 * minutesMs;

/**
 * Notes a text that a colleague sent from their own phone: counts it for its number, tells the history, and ends the tasks that asked for it.
 * @throws NotFoundError; InvalidInputError; NotPossibleNowError for a text that might not have gone
 */
export function recordText(asked: TextAsked, parts: TextParts): Promise<TextView> {
  const textId = parts.ids.textId(parts.clock());
  return untilWritten(async () => {
    const { table, config, clock, ids } = parts;
    const { principal, correlationId, along } = asked;
    const now = clock();
    const [scripts, lead] = await Promise.all([config.current(scriptKind), readLead(table, asked.leadId, { consistent: true })]);
    if (!lead) throw new NotFoundError('no such lead');
    const script = scripts.documents.get(asked.script);
    const text = asSent(cleanMultiline(asked.text), script?.purpose ?? 'service');
    const faults = wordingFaults(text, script);
    const openedAt = openedWhen(asked.openedAt, now);
    if (!script || openedAt === null || faults.length > 0) throw faultsOf({ script, openedAt }, faults, [...scripts.documents.keys()]);
    const [receiver, tasks] = await Promise.all([readReceiver(lead, principal, parts), readTasks(table, lead)]);
    if (!isOffered(script, lead, tasks))
      throw new NotPossibleNowError(
        'This text is for leads of another stage or pool. Mẫu tin này dành cho khách ở giai đoạn hoặc nhóm khác.',
      );
    const gate = gateText(script, receiver, openedAt);
    const why = whyNoText(gate, receiver.timeZone);
    const { number } = receiver;
    if (why || number === null) throw new NotPossibleNowError(`${why?.en ?? ''} ${why?.vi ?? ''}`.trim());
    const at = isoTime(now);
    const ended = endTasks(tasks, (task) => task.kind === 'text' && task.script === script.id, 'done', now);
    const sent: SentText = {
      leadId: lead.leadId,
      textId,
      at,
      by: principal.userId,
      repId: principal.role === 'rep' ? principal.repId : null,
      script: script.id,
      channel: script.channel,
      purpose: script.purpose,
      phone: number.phone,
      text,
      parts: script.channel === 'sms' ? smsLength(text).parts : 1,
      ended: ended.map(({ after }) => after.name),
    };
    const { channel, purpose } = sent;
    const draft = draftEntry(textSent, { textId, script: script.id, channel, purpose, parts: sent.parts });
    const act = { at: now, actor: { kind: 'user', id: principal.userId }, cause: { correlationId, causationId: correlationId } } as const;
    const { writes } = noteOnLead(lead, [draft], act, ids);
    const view = textView(sent, principal, now);
    await table.transact([putSentText(sent), countText(number, now), ...writes, ...writeTasks(ended, now), ...along(view)]);
    return view;
  });
}

/** Names what is wrong with a text as it goes out. */
function wordingFaults(text: string, script: ScriptConfig | undefined): FieldFault[] {
  if (text === '' || isTooLong(text) || /\{\{|\}\}/.test(text))
    return [{ path: 'text', message: `1–${longestText} characters, with no variable left in it` }];
  if (hasMask(text)) return [{ path: 'text', message: 'a hidden number or address stands in it: write it out, or take it out' }];
  if (script?.purpose === 'service' && saysItAdvertises(text))
    return [{ path: 'text', message: 'what begins with [QC] or [AD] is advertising: choose a script that advertises' }];
  return [];
}

function openedWhen(said: string | undefined, now: Date): Date | null {
  if (said === undefined) return now;
  const opened = new Date(said);
  if (opened > addMs(now, driftMs) || opened < addMs(now, -openHours * hoursMs)) return null;
  return opened > now ? now : opened;
}

function faultsOf(
  { script, openedAt }: { readonly script: ScriptConfig | undefined; readonly openedAt: Date | null },
  faults: readonly FieldFault[],
  known: readonly string[],
): InvalidInputError {
  return new InvalidInputError('The text cannot be noted like this.', [
    ...(script ? [] : [{ path: 'script', message: `one of ${known.join(', ')}` }]),
    ...faults,
    ...(openedAt === null ? [{ path: 'openedAt', message: `not later than now, and at most ${openHours} hour ago` }] : []),
  ]);
}
