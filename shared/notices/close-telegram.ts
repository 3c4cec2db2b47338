import { CallEnded, readCall } from '../calls/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { isoTime } from '../platform/clock.ts';
import { LeadId, RepId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { defineWork } from '../work/index.ts';
import { type ClosedChat, noRepChannels, putRepChannels, readRepChannels } from './choice.ts';
import { type telegramEnded, Unreachable } from './telegram-call.ts';

/** Telegram answers so where whoever is in the chat does not want the bot. */
const forbidden = 403;

/**
 * Turns Telegram off for a rep whose chat takes no message any more, and has them told by e-mail once; they turn it on again by choosing it. A refusal that
 * says something else leaves the channel as it is.
 */
export const closeTelegramWork = defineWork({
  kind: 'closeTelegram' satisfies typeof telegramEnded.kind,
  schema: CallEnded,
  async run({ callId }, { table, clock, queues, log }) {
    const call = await readCall(table, callId);
    if (call?.state !== 'refused' || !call.about?.repId || !call.about.chat) return;
    const { chat, leadId } = call.about;
    const repId = RepId.parse(call.about.repId);
    const known = Unreachable.safeParse(call.reason);
    if (!known.success && call.attempts.at(-1)?.status !== forbidden) return;
    const reason = known.success ? known.data : 'refused';
    const closed = await untilWritten(() => close({ chat, at: isoTime(clock()), reason, callId }, repId, call.createdAt, table));
    // Another notice found out before this one, or they chose it again since: they know.
    if (closed?.callId !== callId) return;
    log.warn('telegram is off for a rep', { repId, refusal: reason });
    if (leadId === undefined) return;
    const { at } = closed;
    await queues.notice.send({ body: mailRequest('channelOffNotice', LeadId.parse(leadId), { repId, at }) });
  },
});

/** Returns what closes the chat by now; undefined where a newer choice stands. */
async function close(
  closed: ClosedChat,
  repId: RepId,
  askedAt: string,
  table: Parameters<typeof readRepChannels>[0] & { transact(writes: readonly ReturnType<typeof putRepChannels>[]): Promise<unknown> },
): Promise<ClosedChat | undefined> {
  const before = await readRepChannels(table, repId, { consistent: true });
  if (before?.closed?.chat === closed.chat) return before.closed;
  // They turned it on again after this message was asked for.
  if (before?.chosenAt && before.chosenAt > askedAt) return undefined;
  const known = before ?? noRepChannels(repId);
  await table.transact([putRepChannels(before ?? null, { ...known, closed, version: known.version + 1 })]);
  return closed;
}
