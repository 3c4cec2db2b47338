import { describe, expect, it } from '@jest/globals';
import { tikTokSignature } from '../../../shared/connectors/tiktok/signature.ts';
import { zaloSignature } from '../../../shared/connectors/zalo/signature.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { connectingOf } from '../../support/connectors.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { platformsOf } from '../../support/platforms.ts';

describe('somebody on Zalo', () => {
  const account = { id: 'oa', type: 'zalo', isApproved: true, settings: { appId: '360', oaId: '388' } } as const;
  const open = (more: object = {}) => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...account, ...more } as never);
    connecting.secrets.set('oa/oa-secret', 'oa-secret');
    const tell = (event: object, secret = 'oa-secret') => {
      const all = { app_id: '360', timestamp: '1764324000000', sender: { id: '9007199254740993123' }, recipient: { id: '388' }, ...event };
      const body = JSON.stringify(all);
      const signature = zaloSignature(body, all.timestamp, { appId: '360', oaSecret: secret });
      return connecting.post('oa', body, { headers: { 'x-zevent-signature': signature }, query: {} });
    };
    return { world, connecting, tell };
  };
  const shared = {
    event_name: 'user_submit_info',
    info: { name: 'Lê Thị Mai', phone: 84912345678, city: 'Cần Thơ', district: 'Ninh Kiều' },
  };

  it('who shares who they are becomes a lead, known to this account by its own id of them', async () => {
    const { world, connecting, tell } = open();

    const answer = await tell(shared);
    await connecting.runWork();

    expect(answer).toMatchObject({ kind: 'answered', answer: { status: 200 } });
    expect(world.leads()).toMatchObject([{ fullName: 'Lê Thị Mai', phone: { e164: '+84912345678' }, region: { provinceCode: '92' } }]);
    expect(connecting.submissions()).toMatchObject([
      { extra: { zaloUserId: '9007199254740993123', oaId: '388' }, happenedAt: '2025-11-28T10:00:00.000Z' },
    ]);
  });

  it('is told of again, hours later and with the same time, and nothing is doubled', async () => {
    const { world, connecting, tell } = open();
    await tell(shared);
    await connecting.runWork();
    world.pass(12 * hoursMs);
    await tell(shared);
    await connecting.runWork();

    expect(connecting.deliveries()).toHaveLength(1);
    expect(world.leads()).toHaveLength(1);
  });

  it('who writes a number into the chat becomes a lead with what they wrote', async () => {
    const { world, connecting, tell } = open();

    await tell({ event_name: 'user_send_text', message: { msg_id: 'm1', text: 'Tư vấn giúp mình MES nhé, 0987 654 321' } });
    await connecting.runWork();

    expect(world.leads()).toMatchObject([{ phone: { e164: '+84987654321' } }]);
    expect(connecting.submissions()).toMatchObject([{ fields: { message: 'Tư vấn giúp mình MES nhé, 0987 654 321' } }]);
  });

  it.each([
    ['follows', { event_name: 'follow', follower: { id: '1' }, sender: undefined }],
    ['asks without a number', { event_name: 'user_send_text', message: { msg_id: 'm', text: 'Giá sao ạ?' } }],
    ['sends a picture', { event_name: 'user_send_image', message: { msg_id: 'm' } }],
    ['talks with another account', { ...shared, recipient: { id: '389' } }],
  ])('who %s is answered, and nothing is kept', async (_what, event) => {
    const { connecting, tell } = open();

    expect(await tell(event)).toMatchObject({ kind: 'answered' });
    expect(connecting.deliveries()).toEqual([]);
  });

  it('is refused with the secret of the app, and with another app', async () => {
    const { tell } = open();
    expect(await tell(shared, 'app-secret')).toEqual({ kind: 'refused', reason: 'wrongSignature' });
    expect(await open({ settings: {} }).tell(shared)).toEqual({ kind: 'refused', reason: 'wrongSignature' });
  });
});

describe('a lead of a form of TikTok', () => {
  const form = { id: 'tt', type: 'tiktok', isApproved: true, settings: { advertiserId: '70' } } as const;
  const lead = {
    id: '9007199254740993123',
    pageId: '73',
    answers: { Name: 'Trần Văn Bình', 'Phone number': '0912345678' },
    campaignName: 'Tết',
  };
  const open = (more: object = {}) => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...form, ...more } as never);
    connecting.secrets.set('tt/client-secret', 'client-secret').set('tt/access-token', 'access');
    const platforms = platformsOf(world, connecting);
    const body = (phone = '0999999999') =>
      `{"object":1,"request_id":"r","time":1764324000,"entry":[{"id":${lead.id},"page_id":73,"create_time":1764324000,"changes":[{"field":"Phone number","value":"${phone}"}]}]}`;
    const tell = (text = body(), isSigned = true) =>
      connecting.post('tt', text, {
        headers: isSigned ? { 'tiktok-signature': tikTokSignature(text, '1764324000', 'client-secret') } : {},
        query: isSigned ? {} : { token: connecting.tokenFor('tt') },
      });
    return { world, connecting, platforms, tell, body };
  };

  it('is what TikTok answers, not what the delivery says', async () => {
    const { world, connecting, platforms, tell } = open();
    platforms.tikTok.add(lead);

    await Promise.all([tell(), tell(), tell(undefined, false)]);
    await platforms.settle();
    await tell();
    await platforms.settle();

    expect(world.leads()).toMatchObject([{ fullName: 'Trần Văn Bình', phone: { e164: '+84912345678' } }]);
    expect(connecting.submissions()).toMatchObject([{ context: { utm: { campaign: 'Tết' } }, extra: { platformId: lead.id } }]);
    expect(JSON.stringify(world.itemsOf('CALL#'))).not.toMatch(/Bình|0912345678/);
  });

  it('that TikTok does not have is what a signed delivery says, and nobody where it is not signed', async () => {
    const [signed, unsigned] = [open(), open()];
    await signed.tell();
    await signed.platforms.settle();
    await unsigned.tell(undefined, false);
    await unsigned.platforms.settle();

    expect(signed.world.leads()).toMatchObject([{ phone: { e164: '+84999999999' } }]);
    expect(unsigned.world.leads()).toEqual([]);
    expect(unsigned.connecting.deliveries()).toMatchObject([{ state: 'failed', reason: 'unconfirmed' }]);
  });

  it.each(['tooMany', 'tokenRefused', 'away'] as const)('is asked for again while TikTok answers: %s', async (fate) => {
    const { world, connecting, platforms, tell } = open();
    platforms.tikTok.add(lead);
    platforms.tikTok.setFate(fate);
    await tell(undefined, false);
    await platforms.settle();
    expect(world.leads()).toEqual([]);

    platforms.tikTok.setFate('answers');
    world.pass(hoursMs);
    connecting.wait(connecting.timers().map(({ message }) => ({ body: message })));
    await platforms.settle();

    expect(world.leads()).toHaveLength(1);
  });

  it('is said to be not to be had, after two days', async () => {
    const { connecting, platforms, tell, world } = open();
    platforms.tikTok.setFate('tokenRefused');
    await tell(undefined, false);
    for (let day = 0; day < 3; day += 1) {
      await platforms.settle();
      world.pass(daysMs);
      connecting.wait(connecting.timers().map(({ message }) => ({ body: message })));
    }
    await platforms.settle();

    expect(connecting.deliveries()).toMatchObject([{ state: 'failed', reason: 'tokenRefused' }]);
  });

  it('is refused with a wrong signature, whatever the address, and without one where the address has no token', async () => {
    const { connecting, body } = open();
    const wrong = { headers: { 'tiktok-signature': tikTokSignature('{}', '1', 'client-secret') } };

    expect(await connecting.post('tt', body(), wrong)).toEqual({ kind: 'refused', reason: 'wrongSignature' });
    expect(await connecting.post('tt', body(), { query: {} })).toEqual({ kind: 'refused', reason: 'wrongToken' });
  });
});
