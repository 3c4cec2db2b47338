import { createServer } from 'node:http';
import type { LocalClock } from 'local-cloud';
import { ChatFate, readSendMessage, refusalOf, type TelegramAnswer } from './answer.ts';

export { ChatFate };

/** A message as it was asked for, and what became of it. */
export interface TelegramMessage {
  readonly messageId: number;
  readonly at: string;
  readonly chatId: string;
  /** With the tags of Telegram. */
  readonly text: string;
  readonly status: number;
  /** What Telegram said of a refusal. */
  readonly description: string | null;
}

/** The Bot API of Telegram, played on this machine: what the bot would have sent, and chats that refuse it. */
export interface LocalTelegram {
  /** Where it answers in place of the host `api.telegram.org`. */
  readonly url: string;
  /** Newest last. */
  messages(): readonly TelegramMessage[];
  clear(): void;
  /** Says what becomes of further messages to a chat; of all chats where none is named. */
  setFate(chatId: string, fate: ChatFate, retryAfterSeconds?: number): void;
  close(): Promise<void>;
}

/** The name under which the world knows it. */
export const telegramHost = 'api.telegram.org';

const keptMessages = 1_000;
const everybody = '*';
const usualRetryAfterSeconds = 5;
/** A request of a bot is a few kilobytes. */
const longestBodyBytes = 65_536;

/** Opens it on a free port of this machine; whoever asks must send no token that anybody else knows. */
export async function openTelegram(clock: Pick<LocalClock, 'now'>): Promise<LocalTelegram> {
  let kept: TelegramMessage[] = [];
  let lastId = 0;
  const fates = new Map<string, { readonly fate: ChatFate; readonly retryAfterSeconds: number }>();

  function answer(path: string, body: string): TelegramAnswer {
    const asked = readSendMessage(path, body);
    if ('status' in asked && 'body' in asked) return asked as TelegramAnswer;
    const { chat_id: chatId, text } = asked;
    const { fate, retryAfterSeconds } = fates.get(chatId) ?? fates.get(everybody) ?? { fate: 'delivered', retryAfterSeconds: 0 };
    const answered = fate === 'delivered' ? delivered(chatId, text) : refusalOf(fate, retryAfterSeconds);
    const description = typeof answered.body.description === 'string' ? answered.body.description : null;
    kept.push({ messageId: ++lastId, at: new Date(clock.now()).toISOString(), chatId, text, status: answered.status, description });
    if (kept.length > keptMessages * 1.1) kept = kept.slice(-keptMessages);
    return answered;
  }

  const delivered = (chatId: string, text: string): TelegramAnswer => ({
    status: 200,
    body: { ok: true, result: { message_id: lastId + 1, date: Math.floor(clock.now() / 1000), chat: { id: Number(chatId) }, text } },
  });

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= longestBodyBytes) chunks.push(chunk);
    });
    request.on('end', () => {
      const { status, body } = answer(request.url ?? '/', Buffer.concat(chunks).toString('utf8'));
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  server.unref();
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    messages: () => kept,
    clear: () => {
      kept = [];
      fates.clear();
    },
    setFate: (chatId, fate, retryAfterSeconds = usualRetryAfterSeconds) =>
      void fates.set(chatId === '' ? everybody : chatId, { fate, retryAfterSeconds }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
