import { z } from 'zod';
import { CallEnded, defineCall } from '../calls/index.ts';
import { configId } from '../platform/config-id.ts';

/** What a message of the company's bot is made of. */
export const TelegramMessage = z.object({
  chatId: z.string(),
  /** The last part of the name of the parameter that holds the bot's token. */
  tokenParameter: configId(),
  /** In the tags that Telegram knows; at most 4,096 characters without them. */
  html: z.string().min(1),
});
export type TelegramMessage = z.infer<typeof TelegramMessage>;

/** A notice that is an hour late helps nobody: the mail has told long ago. */
const waits = [5, 30, 120, 600, 1_800];

/** Of an answer that asks us to wait (https://core.telegram.org/bots/api#responseparameters). */
const Patience = z.object({ parameters: z.object({ retry_after: z.number() }) });

const Said = z.object({ description: z.string() });

/** Why Telegram sends no message to a chat: whoever is there does not want it, or nobody is. */
export const Unreachable = z.enum(['botBlocked', 'botLeft', 'userGone', 'botNotStarted', 'chatNotFound', 'chatMoved']);
export type Unreachable = z.infer<typeof Unreachable>;

/** Tells whether a refusal holds for every message to the chat. */
export const isUnreachable = (reason: string | null): boolean => Unreachable.safeParse(reason).success;

/** What the Bot API writes of refusals; its documents list none, so what is not among these is told by its status alone. */
const refusals: readonly (readonly [RegExp, Unreachable | 'unreadableText' | 'tooLong' | 'wrongToken'])[] = [
  [/bot was blocked/i, 'botBlocked'],
  [/bot was kicked|bot is not a member|not enough rights|have no rights/i, 'botLeft'],
  [/user is deactivated|chat was deleted/i, 'userGone'],
  [/bot can't initiate/i, 'botNotStarted'],
  [/chat not found|chat_id is empty|PEER_ID_INVALID/i, 'chatNotFound'],
  [/upgraded to a supergroup/i, 'chatMoved'],
  [/can't parse entities/i, 'unreadableText'],
  [/message is too long/i, 'tooLong'],
  [/^unauthorized|^not found/i, 'wrongToken'],
];

function refusalOf(description: string): string | null {
  return refusals.find(([said]) => said.test(description))?.[1] ?? null;
}

/** The work that looks at a message which Telegram refused; apart from it, for whoever asks for messages needs no more of it. */
export const telegramEnded = { kind: 'closeTelegram' as const, schema: CallEnded };

/** Sends a message of the company's bot to a chat: https://core.telegram.org/bots/api#sendmessage */
export const telegramCall = defineCall({
  kind: 'telegram',
  schema: TelegramMessage,
  secretOf: ({ tokenParameter }) => tokenParameter,
  build: ({ chatId, html }, _attempt, token) => ({
    method: 'POST',
    // Encoded: a token that was pasted with a slash or a line break must lead to no other method of the bot.
    url: `https://api.telegram.org/bot${encodeURIComponent(token.trim()).replace('%3A', ':')}/sendMessage`,
    headers: { 'content-type': 'application/json' },
    // The server of Telegram would fetch the page of the first link for a preview.
    body: JSON.stringify({ chat_id: chatId, text: html, parse_mode: 'HTML', link_preview_options: { is_disabled: true } }),
  }),
  // The mail tells them, and the next notice would ring the alarm again.
  isDeclined: ({ status, reason }) => status === 403 || isUnreachable(reason),
  reasonOf: (body) => refusalOf(Said.parse(JSON.parse(body)).description),
  secondsToWait: (body) => Patience.safeParse(JSON.parse(body)).data?.parameters.retry_after ?? null,
  waits,
  tells: telegramEnded,
  isToldOf: (end) => end === 'refused',
});
