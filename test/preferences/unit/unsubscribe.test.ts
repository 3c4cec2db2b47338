import { beforeEach, describe, expect, it } from '@jest/globals';
import { readLead } from '../../../shared/leads/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { advertisingOpen } from '../../../shared/preferences/index.ts';
import { judgeLinkToken, signLinkToken } from '../../../shared/signed-links/index.ts';
import { signedLinkKey } from '../../support/confirming.ts';
import { offers, Reader, tips } from '../../support/preferences.ts';

let reader: Reader;
beforeEach(async () => {
  reader = await Reader.create();
  await reader.subscribe();
});

const stored = () => JSON.stringify(reader.world.table.all());
const oneClick = 'List-Unsubscribe=One-Click';
const consentNow = async () => (await readLead(reader.world.table, reader.lead.leadId))?.consent.newsletter;

async function isClaimed(topic = offers): Promise<boolean> {
  const { table } = reader.world;
  const guard = advertisingOpen(reader.address, topic, reader.world.parts.clock(), { table });
  return table.transact([guard.write]).then(
    () => true,
    () => false,
  );
}

describe('the address that a mail program calls', () => {
  it('changes nothing however often it is only looked at', async () => {
    const before = stored();
    const token = reader.leavingToken();

    for (let look = 0; look < 250; look += 1) {
      for (const page of ['unsubscribe', 'preferences'] as const) {
        for (const method of ['GET', 'HEAD'] as const) expect((await reader.follow(method, page, token)).statusCode).toBe(200);
      }
    }

    expect(stored()).toBe(before);
    expect(await isClaimed()).toBe(true);
  });

  it.each([
    ['the body of RFC 8058', oneClick],
    ['no body', undefined],
    ['a body in bytes', new TextEncoder().encode(oneClick)],
    ['a body in parts', '--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--'],
    ['a body that means nothing', '{"choose":"topic"}'],
    ['a longer body than any of ours', `choose=topic&x=${'a'.repeat(300_000)}`],
  ])('stops all advertising by one POST with %s, without a redirect', async (_what, body) => {
    const answer = await reader.follow('POST', 'unsubscribe', reader.leavingToken(), body);

    expect(answer.statusCode).toBe(200);
    expect(Object.keys(answer.headers ?? {}).map((name) => name.toLowerCase())).not.toContain('location');
    expect([await isClaimed(offers), await isClaimed(tips)]).toEqual([false, false]);
    expect(await consentNow()).toMatchObject({ granted: false });
    expect(reader.told().at(-1)).toEqual({ purpose: 'newsletter', change: 'refused', topics: null, until: null });
  });

  it('refuses once, and confirms once, however often it is called', async () => {
    const token = reader.leavingToken();
    const told = reader.told().length;

    await Promise.all(Array.from({ length: 20 }, () => reader.follow('POST', 'unsubscribe', token, oneClick)));
    for (let press = 0; press < 80; press += 1) await reader.follow('POST', 'unsubscribe', token, oneClick);

    expect(reader.told()).toHaveLength(told + 1);
    expect(reader.confirmations()).toHaveLength(1);
  });

  it('still works when the link has ended, because the mail lies about for years', async () => {
    const old = reader.leavingToken(offers, new Date(reader.world.parts.clock().getTime() - 900 * daysMs));

    const choice = await reader.follow('GET', 'preferences', old);
    const left = await reader.follow('POST', 'unsubscribe', old, oneClick);

    expect([choice.statusCode, left.statusCode]).toEqual([410, 200]);
    expect(await isClaimed()).toBe(false);
  });

  it('leaves the address refused when the lead is gone', async () => {
    const { table } = reader.world;
    for (const { pk, sk } of table.all()) if (String(pk).startsWith('LEAD#')) table.remove({ pk: String(pk), sk: String(sk) });

    await reader.follow('POST', 'unsubscribe', reader.leavingToken(), oneClick);

    expect(await isClaimed()).toBe(false);
    expect(table.all().filter(({ pk }) => String(pk).startsWith('LEAD#'))).toEqual([]);
  });

  it('takes no token that is forged, cut, made by another key or for another purpose', async () => {
    const token = reader.leavingToken();
    const claims = [reader.lead.leadId, reader.address, 'vi', offers];
    const end = new Date(reader.world.parts.clock().getTime() + daysMs);
    const bytes = Buffer.from(token);
    const flipped = Array.from({ length: 8 * bytes.length }, (_, bit) => {
      const other = Buffer.from(bytes);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return other.toString('latin1');
    });
    const cut = [token.slice(0, -1), token.slice(1), token.slice(0, token.lastIndexOf('.')), ''];
    const others = [signLinkToken('preferences', claims, end, 'another key'), signLinkToken('confirm', claims, end, signedLinkKey)];
    const before = stored();

    for (const forged of [...flipped, ...cut, ...others]) {
      for (const page of ['unsubscribe', 'preferences'] as const) {
        expect((await reader.follow('POST', page, forged, 'choose=none')).statusCode).toBe(404);
      }
    }

    expect(stored()).toBe(before);
    expect(judgeLinkToken('preferences', token, end, [signedLinkKey]).kind).not.toBe('forged');
  });
});

describe('the page of a mail’s topic', () => {
  it('stops that topic alone, and consent lives on with the others', async () => {
    const answer = await reader.follow('POST', 'unsubscribe', reader.leavingToken(), 'choose=topic');

    expect(answer.body).toContain('Ưu đãi');
    expect([await isClaimed(offers), await isClaimed(tips)]).toEqual([false, true]);
    expect(await consentNow()).toMatchObject({ granted: true });
    expect(reader.told().at(-1)).toEqual({ purpose: 'newsletter', change: 'refused', topics: [offers], until: null });
  });

  it('shows nothing of the person', async () => {
    for (const page of ['unsubscribe', 'preferences'] as const) {
      const { body = '' } = await reader.follow('GET', page, reader.leavingToken());
      const text = body.replaceAll(/<style>.*?<\/style>/g, '').replaceAll(/(action|href)="[^"]*"/g, '');
      for (const detail of ['Hường', 'huong', '0912', String(reader.lead.leadId)]) expect(text).not.toContain(detail);
    }
  });
});
