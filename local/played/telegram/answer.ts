import { z } from 'zod';

/** What becomes of the messages to a chat: `delivered` unless somebody says otherwise. */
export const ChatFate = z.enum(['delivered', 'blocked', 'gone', 'tooMany', 'away']);
export type ChatFate = z.infer<typeof ChatFate>;

/** An answer of the Bot API: https://core.telegram.org/bots/api#making-requests */
export interface TelegramAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const SendMessage = z.looseObject({
  chat_id: z.union([z.string(), z.number()]).transform(String),
  text: z.string(),
  parse_mode: z.string().optional(),
});
export type SendMessage = z.infer<typeof SendMessage>;

/** What one message may hold once its tags are read. */
const longest = 4_096;
/** https://core.telegram.org/bots/api#html-style */
const knownTags = new Set([
  'a',
  'b',
  'blockquote',
  'code',
  'del',
  'em',
  'i',
  'ins',
  'pre',
  's',
  'span',
  'strike',
  'strong',
  'tg-emoji',
  'tg-spoiler',
  'u',
]);

const refusal = (status: number, description: string, parameters?: Readonly<Record<string, number>>): TelegramAnswer => ({
  status,
  body: { ok: false, error_code: status, description, ...(parameters && { parameters }) },
});

/** Reads what is asked of a method of a bot; the answer instead where Telegram would refuse it whatever the chat. */
export function readSendMessage(path: string, body: string): SendMessage | TelegramAnswer {
  const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(decodeURIComponent(path)) ?? [];
  if (token === undefined || method?.toLowerCase() !== 'sendmessage') return refusal(404, 'Not Found');
  if (!/^\d+:[\w-]{10,}$/.test(token)) return refusal(401, 'Unauthorized');
  const asked = SendMessage.safeParse(jsonIn(body));
  if (!asked.success) return refusal(400, 'Bad Request: message text is empty');
  const { text, parse_mode: mode } = asked.data;
  const shown = mode?.toUpperCase() === 'HTML' ? textOf(text) : { text };
  if ('fault' in shown) return refusal(400, `Bad Request: can't parse entities: ${shown.fault}`);
  if (shown.text.trim() === '') return refusal(400, 'Bad Request: message text is empty');
  if (shown.text.length > longest) return refusal(400, 'Bad Request: message is too long');
  return asked.data;
}

/** Answers for a chat that something else than a delivery becomes of. */
export function refusalOf(fate: Exclude<ChatFate, 'delivered'>, retryAfterSeconds: number): TelegramAnswer {
  switch (fate) {
    case 'blocked':
      return refusal(403, 'Forbidden: bot was blocked by the user');
    case 'gone':
      return refusal(400, 'Bad Request: chat not found');
    case 'tooMany':
      return refusal(429, `Too Many Requests: retry after ${retryAfterSeconds}`, { retry_after: retryAfterSeconds });
    case 'away':
      return refusal(502, 'Bad Gateway');
  }
}

/** Reads the tags as Telegram does: known ones alone, each closed in turn, and no other use of what begins one. */
function textOf(html: string): { readonly text: string } | { readonly fault: string } {
  const open: string[] = [];
  let text = '';
  for (const [part] of html.matchAll(/<[^>]*>?|&[^;\s]*;?|[^<&]+/g)) {
    if (part.startsWith('&')) text += entities[part] ?? (/^&#x?[\da-f]+;$/i.test(part) ? '?' : part);
    else if (!part.startsWith('<')) text += part;
    else {
      const [, end, name = ''] = /^<(\/?)([a-z-]+)(?:\s[^>]*)?>$/i.exec(part) ?? [];
      if (!knownTags.has(name.toLowerCase())) return { fault: `Unsupported start tag "${name}"` };
      if (end !== '/') open.push(name);
      else if (open.pop() !== name) return { fault: `Unmatched end tag, found "</${name}>"` };
    }
  }
  return open.length > 0 ? { fault: `Can't find end tag corresponding to start tag "${open.at(-1)}"` } : { text };
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
