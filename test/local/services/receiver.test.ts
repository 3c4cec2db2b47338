import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LocalReceiver, openReceiver } from '../../../local/played/receiver/index.ts';

const at = Date.parse('2026-11-23T02:00:00.000Z');
const secret = `whsec_${Buffer.from('a key of its own').toString('base64')}`;
let receiver: LocalReceiver;
beforeEach(async () => {
  receiver = await openReceiver({ now: () => at });
});
afterEach(() => receiver.close());

/** As the reference of Standard Webhooks signs. */
function signed(body: string, { id = 'msg_1', seconds = at / 1_000, key = 'a key of its own' } = {}): Record<string, string> {
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,AAAA v1,${signature}` };
}
const send = (body: string, headers: Record<string, string> = signed(body), path = '/crm') =>
  fetch(`${receiver.url}${path}`, { method: 'POST', body, headers, redirect: 'manual' });

describe('the receiver of webhooks of this machine', () => {
  it.each([
    ['right', 'valid', signed('{}')],
    ['of another body', 'wrong', signed('{"a":1}')],
    ['of another secret', 'wrong', signed('{}', { key: 'another' })],
    ['of six minutes ago', 'old', signed('{}', { seconds: at / 1_000 - 360 })],
    ['missing', 'unsigned', {}],
  ])('says of a signature that is %s that it is %s', async (_what, verdict, headers) => {
    receiver.know('/crm', secret);

    await send('{}', headers);

    expect(receiver.receipts()).toMatchObject([{ path: '/crm', verdict, body: '{}' }]);
  });

  it('answers as it was told, path by path, and counts repeats', async () => {
    receiver.behave('/crm', { status: 429, delaySeconds: 0, retryAfterSeconds: 30 });

    const answers = [await send('{}'), await send('{}'), await send('{}', signed('{}'), '/kho')];

    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [429, '30'],
      [429, '30'],
      [200, null],
    ]);
    expect(receiver.receipts().map(({ verdict, repeats }) => [verdict, repeats])).toEqual([
      ['unknown', 0],
      ['unknown', 1],
      ['unknown', 0],
    ]);
    receiver.clear();
    expect([receiver.receipts(), receiver.behaviours()]).toEqual([[], {}]);
  });
});
