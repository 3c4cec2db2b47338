import { type HelperRoute, jsonResponse, numberAt, textAt } from 'local-cloud';
import { ChatFate, type LocalTelegram } from '../played/telegram/index.ts';

/** What Telegram got and how it answers from now on: `/_local/telegram`. */
export const telegramRoutes = (telegram: LocalTelegram): Readonly<Record<string, HelperRoute>> => ({
  'GET telegram': (_parts, { query }) => {
    const chatId = query.get('chat');
    const messages = telegram.messages().filter((message) => chatId === null || message.chatId === chatId);
    return jsonResponse(200, messages);
  },
  'POST telegram': (_parts, { body }) => {
    const fate = ChatFate.safeParse(body.fate);
    if (!fate.success) {
      const message = `Send {"chat": "123456789", "fate": …}: ${ChatFate.options.join(', ')}; without a chat it is said of all.`;
      return jsonResponse(400, { message });
    }
    telegram.setFate(textAt(body, 'chat') ?? '', fate.data, numberAt(body, 'retryAfterSeconds', undefined));
    return jsonResponse(200, { fate: fate.data });
  },
  'DELETE telegram': () => {
    telegram.clear();
    return jsonResponse(200, { messages: 0 });
  },
});
