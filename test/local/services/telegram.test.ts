import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LocalTelegram, openTelegram } from '../../../local/played/telegram/index.ts';

let telegram: LocalTelegram;
beforeEach(async () => {
  telegram = await openTelegram({ now: () => Date.parse('2026-11-23T02:00:00.000Z') });
});
afterEach(() => telegram.close());

async function send(message: unknown, token = '123456:ABC-DEF1234ghIkl') {
  const answer = await fetch(`${telegram.url}/bot${token}/sendMessage`, { method: 'POST', body: JSON.stringify(message) });
  return { status: answer.status, body: (await answer.json()) as { readonly description?: string } };
}

const message = (text: string, chatId = '123456789') => ({ chat_id: chatId, text, parse_mode: 'HTML' });

describe('the Telegram of this machine', () => {
  it('shows what a bot would have sent, and answers as the Bot API does', async () => {
    const answer = await send(message('<b>Nóng</b> &amp; mới'));

    expect(answer).toMatchObject({ status: 200, body: { ok: true, result: { message_id: 1, chat: { id: 123456789 } } } });
    expect(telegram.messages()).toEqual([
      {
        messageId: 1,
        at: '2026-11-23T02:00:00.000Z',
        chatId: '123456789',
        text: '<b>Nóng</b> &amp; mới',
        status: 200,
        description: null,
      },
    ]);
  });

  it.each([
    ['a tag that it does not know', '<h1>Nóng</h1>', "Bad Request: can't parse entities"],
    ['a tag that nobody closes', '<b>Nóng', "Bad Request: can't parse entities"],
    ['tags that cross', '<b>Nóng <i>mới</b></i>', "Bad Request: can't parse entities"],
    ['a bracket of its own', 'a < b', "Bad Request: can't parse entities"],
    ['more than 4,096 characters', 'ữ'.repeat(4_097), 'Bad Request: message is too long'],
    ['nothing', '<b></b>', 'Bad Request: message text is empty'],
  ])('refuses %s', async (_what, text, description) => {
    const { status, body } = await send(message(text));

    expect([status, body.description]).toEqual([400, expect.stringContaining(description)]);
    expect(telegram.messages()).toEqual([]);
  });

  it('counts what is left once tags and names of characters are read', async () => {
    expect((await send(message(`<b>${'&amp;'.repeat(4_096)}</b>`))).status).toBe(200);
  });

  it.each([
    ['blocked', 403, { description: 'Forbidden: bot was blocked by the user' }],
    ['gone', 400, { description: 'Bad Request: chat not found' }],
    ['tooMany', 429, { parameters: { retry_after: 7 } }],
    ['away', 502, { ok: false }],
  ] as const)('refuses a chat that is said to be %s, and no other', async (fate, status, body) => {
    telegram.setFate('1', fate, 7);

    expect(await send(message('Nóng', '1'))).toMatchObject({ status, body });
    expect((await send(message('Nóng', '2'))).status).toBe(200);
    telegram.setFate('1', 'delivered');
    expect((await send(message('Nóng', '1'))).status).toBe(200);
  });

  it('knows no token that no bot has, and no other method', async () => {
    expect((await send(message('Nóng'), 'nobody')).status).toBe(401);
    expect((await fetch(`${telegram.url}/bot123456:ABC-DEF1234ghIkl/getMe`)).status).toBe(404);
  });
});
