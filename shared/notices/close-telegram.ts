import { z } from 'zod';
import { CallEnded, readCall } from '../calls/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { isoTime } from '../platform/clock.ts';
import { LeadId, RepId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { defineWork } from '../work/index.ts';
import { type ClosedChat, noOwnChannels, putOwnChannels, readOwnChannels } from './choice.ts';
import type { Whose } from './hearer.ts';
import { type telegramEnded, Unreachable } from './telegram-call.ts';

/** Whose chat a message went to. */
const Named = z.union([z.object({ repId: RepId }), z.object({ userId: z.string() })]);

/** Telegram answers so where whoever is in the chat does not want the bot. */
const forbidden = 403;

/**
 * Turns Telegram off for somebody whose chat takes no message any more, and has them told by e-mail once; they turn it on again by choosing it. A refusal that
 * says something else leaves the channel as it is.
 */
export const closeTelegramWork = defineWork({
  kind: 'closeTelegram' satisfies typeof telegramEnded.kind,
  schema: CallEnded,
  async run({ callId }, { table, clock, queues, log }) {
    const call = await readCall(table, callId);
    const whose = call?.state === 'refused' ? Named.safeParse(call.about).data : undefined;
    if (!call?.about?.chat || !whose) return;
    const { chat, leadId } = call.about;
    const known = Unreachable.safeParse(call.reason);
    if (!known.success && call.attempts.at(-1)?.status !== forbidden) return;
    const reason = known.success ? known.data : 'refused';
    const closed = await untilWritten(() => close({ chat, at: isoTime(clock()), reason, callId }, whose, call.createdAt, table));
    // Another notice found out before this one, or they chose it again since: they know.
    if (closed?.callId !== callId) return;
    log.warn('telegram is off for somebody', { ...whose, refusal: reason });
    if (leadId === undefined) return;
    const { at } = closed;
    await queues.notice.send({ body: mailRequest('channelOffNotice', LeadId.parse(leadId), { ...whose, at }) });
  },
});

/** Returns what closes the chat by now; undefined where a newer choice stands. */
async function close(
  closed: ClosedChat,
  whose: Whose,
  askedAt: string,
  table: Parameters<typeof readOwnChannels>[0] & { transact(writes: readonly ReturnType<typeof putOwnChannels>[]): Promise<unknown> },
): Promise<ClosedChat | undefined> {
  const before = await readOwnChannels(table, whose, { consistent: true });
  if (before?.closed?.chat === closed.chat) return before.closed;
  // They turned it on again after this message was asked for.
  if (before?.chosenAt && before.chosenAt > askedAt) return undefined;
  const known = before ?? noOwnChannels(whose);
  await table.transact([putOwnChannels(before ?? null, { ...known, closed, version: known.version + 1 })]);
  return closed;
}
