import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { LeadId } from '../../../shared/platform/ids.ts';
import { ConditionFailedError } from '../../../shared/platform/table.ts';
import { askForWebhook, webhookCall } from '../../../shared/webhooks/index.ts';
import { CallWorld } from '../../support/calls/world.ts';

const webhook = { id: 'kho', url: 'https://hooks.partner.example/in', secretParameter: 'kho' };
const told = { leadId: LeadId.parse('L1'), sequenceId: 'chao-mung', run: 1, stepId: 'bao-kho' };
const asked = async () => {
  const world = new CallWorld(webhookCall);
  const write = askForWebhook(webhook, told, new Date(world.now));
  await world.table.transact([write]);
  const [item] = world.table.all();
  const callId = String(item?.pk).slice('CALL#'.length);
  return { world, write, callId };
};
const sequenced = async (secret: string | undefined) => {
  const { world, callId } = await asked();
  if (secret !== undefined) world.secrets.set('kho', secret);
  world.enqueue({ body: { v: 1, kind: 'webhook', callId }, groupId: 'kho' });
  await world.run();
  return { world, callId };
};

describe('a webhook', () => {
  it('tells ids and a moment', async () => {
    const { world } = await sequenced('whsec_c2VjcmV0');

    expect(JSON.parse(world.sent[0]?.body ?? '')).toEqual({
      type: 'sequence.step',
      timestamp: '2026-11-27T00:00:00.000Z',
      data: { ...told, at: '2026-11-27T00:00:00.000Z' },
    });
  });

  it.each([
    ['spelt as Standard Webhooks spells it', 'whsec_c2VjcmV0', Buffer.from('secret')],
    ['of any other spelling', 'plain secret', Buffer.from('plain secret')],
  ])('is signed with a secret %s', async (_what, secret, key) => {
    const { world, callId } = await sequenced(secret);

    const { headers, body } = world.sent[0] ?? { headers: {} as Record<string, string>, body: '' };
    const seconds = String(world.now / 1_000);
    const signature = createHmac('sha256', key).update(`${callId}.${seconds}.${body}`).digest('base64');
    expect(headers).toMatchObject({ 'webhook-id': callId, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` });
  });

  it('waits for a secret that nobody has put there yet, and says nothing without it', async () => {
    const { world, callId } = await asked();
    world.enqueue({ body: { v: 1, kind: 'webhook', callId }, groupId: 'kho' });

    await world.run(1);

    expect(world.sent).toEqual([]);
    expect(world.table.all()).toMatchObject([{ state: 'waiting', attempts: [{ fault: 'unsigned' }] }]);
  });

  it('is asked for once for each step of a run', async () => {
    const { world, write } = await asked();

    await expect(world.table.transact([write])).rejects.toThrow(ConditionFailedError);
  });
});
