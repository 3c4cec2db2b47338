import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askForCall, callIdFor, readCall } from '../../../shared/calls/index.ts';
import { telegramCall } from '../../../shared/notices/telegram-call.ts';
import { createTable, type Table } from '../../../shared/platform/table.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

let runtime: Runtime;
let table: Table;
beforeAll(async () => {
  runtime = await startRuntime();
  table = createTable(runtime.aws.document, runtime.aws.tableName);
  const { region, endpoint, credentials } = runtime.aws.document.config;
  const ssm = new SSMClient({ region, credentials, ...(endpoint && { endpoint }) });
  await ssm.send(
    new PutParameterCommand({
      Name: '/pheu/dev/webhooks/bot-of-test',
      Value: '123456:ABC-DEF1234ghIkl',
      Type: 'SecureString',
      Overwrite: true,
    }),
  );
  ssm.destroy();
});
afterAll(() => runtime?.stop());

const local = (method: string, body?: unknown) =>
  fetch(`${runtime.url}/_local/telegram`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

async function send(chatId: string, html = '<b>Nóng</b>') {
  const callId = callIdFor('telegram', chatId);
  const request = { chatId, tokenParameter: 'bot-of-test', html };
  await table.put(askForCall(telegramCall, { callId, endpoint: `telegram.${chatId}`, request, at: new Date(runtime.ago(0)) }).Put);
  await runtime.settle();
  return readCall(table, callId);
}

describe('a message of the bot', () => {
  it('goes by the client of the deployment to the Telegram of this machine, under the name of the real one', async () => {
    const call = await send('1001');

    expect(call).toMatchObject({ state: 'done', attempts: [{ status: 200 }] });
    expect(await (await local('GET')).json()).toMatchObject([{ chatId: '1001', text: '<b>Nóng</b>', status: 200 }]);
  });

  it('is refused by whoever blocked the bot, which rings no alarm', async () => {
    await local('POST', { chat: '1002', fate: 'blocked' });

    const call = await send('1002');

    expect(call).toMatchObject({ state: 'refused', reason: 'botBlocked', attempts: [{ status: 403 }], request: null });
    const said = JSON.stringify(await runtime.logs());
    expect(said).toContain('a call was declined');
    expect(said).not.toContain('a call never arrived');
  });

  it('waits as long as Telegram asks for, and arrives', async () => {
    await local('POST', { chat: '1003', fate: 'tooMany', retryAfterSeconds: 90 });
    const callId = callIdFor('telegram', '1003');
    const request = { chatId: '1003', tokenParameter: 'bot-of-test', html: 'Nóng' };
    await table.put(askForCall(telegramCall, { callId, endpoint: 'telegram.1003', request, at: new Date(runtime.ago(0)) }).Put);
    await runtime.idle({ retries: 'skip' });
    const waiting = await readCall(table, callId);
    await local('POST', { chat: '1003', fate: 'delivered' });

    await runtime.advance('PT3M');
    await runtime.settle();

    const [first] = waiting?.attempts ?? [];
    expect(Date.parse(waiting?.nextAttemptAt ?? '') - Date.parse(first?.endedAt ?? '')).toBeGreaterThanOrEqual(90_000);
    expect(await readCall(table, callId)).toMatchObject({ state: 'done', attempts: [{ status: 429 }, { status: 200 }] });
  });

  it('that Telegram cannot read is set aside with a clear reason', async () => {
    const call = await send('1004', '<b>Nóng');

    expect(call).toMatchObject({ state: 'refused', reason: 'unreadableText', attempts: [{ status: 400 }] });
    expect(JSON.stringify(await runtime.logs())).toContain('unreadableText');
  });
});
