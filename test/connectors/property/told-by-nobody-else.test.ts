import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { metaSignature } from '../../../shared/connectors/meta/signature.ts';
import { signers } from '../../../shared/connectors/rules-signers.ts';
import { tikTokSignature } from '../../../shared/connectors/tiktok/signature.ts';
import { zaloSignature } from '../../../shared/connectors/zalo/signature.ts';
import { connectingOf } from '../../support/connectors.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { report } from '../../support/proof.ts';

/** Rule: whoever posts as a platform is the platform. No bit of what is signed, or of what it is signed with, can be another one. */

const zalo = { appId: '360846524940903967', oaSecret: 'oa-secret' };
const connectors = [
  { id: 'meta', type: 'meta', isApproved: true },
  { id: 'zalo', type: 'zalo', isApproved: true, settings: { appId: zalo.appId } },
  { id: 'tiktok', type: 'tiktok', isApproved: true },
  { id: 'google', type: 'google-ads', isApproved: true },
  { id: 'builder', type: 'generic', isApproved: true },
  ...(['haravan', 'sapo', 'shopify', 'woocommerce'] as const).map((signedBy) => ({
    id: signedBy,
    type: 'generic' as const,
    isApproved: true,
    settings: { signedBy },
  })),
] as const;
type Id = (typeof connectors)[number]['id'];

function open() {
  const world = createWorld();
  const connecting = connectingOf(world, ...connectors);
  for (const { id } of connectors) {
    for (const name of ['app-secret', 'verify-token', 'client-secret', 'webhook-secret'])
      connecting.secrets.set(`${id}/${name}`, `${id}-${name}`);
    connecting.secrets.set(`${id}/oa-secret`, zalo.oaSecret);
  }
  return { world, connecting };
}

interface Post {
  readonly body: Buffer;
  /** The one text by which the platform is known, and where it stands. */
  readonly proof: string;
  readonly sent: (proof: string) => { readonly headers: Record<string, string>; readonly query: Record<string, string> };
}

const header = (name: string) => (proof: string) => ({ headers: { 'content-type': 'application/json', [name]: proof }, query: {} });
const time = '1716000000';

/** As each platform posts, by what its documents say it signs. Ids are beyond 2⁵³, and one letter is an escape. */
function postOf(id: Id, token: string, leadId = '9007199254740993123'): Post {
  const meta = `{"object":"page","entry":[{"id":"15","time":1,"changes":[{"field":"leadgen","value":{"leadgen_id":${leadId},"form_id":"2","page_id":"15","n":"H\\u1ed3ng"}}]}]}`;
  const shared = `{"event_name":"user_submit_info","app_id":"${zalo.appId}","timestamp":"${time}","sender":{"id":"${leadId}"},"recipient":{"id":"3"},"info":{"name":"H\\u1ed3ng","phone":849123456780}}`;
  const tiktok = `{"object":1,"entry":[{"id":${leadId},"page_id":7370000000000000001,"changes":[{"field":"Name","value":"H\\u1ed3ng"}]}]}`;
  const order = `{"id":${leadId},"name":"H\\u1ed3ng","phone":"0912345678"}`;
  switch (id) {
    case 'meta':
      return { body: Buffer.from(meta), proof: metaSignature(meta, 'meta-app-secret'), sent: header('x-hub-signature-256') };
    case 'zalo':
      return { body: Buffer.from(shared), proof: zaloSignature(shared, time, zalo), sent: header('x-zevent-signature') };
    case 'tiktok':
      return { body: Buffer.from(tiktok), proof: tikTokSignature(tiktok, time, 'tiktok-client-secret'), sent: header('tiktok-signature') };
    case 'google':
      return {
        body: Buffer.from(`{"lead_id":${leadId},"google_key":"${token}","user_column_data":[]}`),
        proof: '',
        sent: header('x-none'),
      };
    case 'builder':
      return { body: Buffer.from(order), proof: token, sent: (proof) => ({ headers: {}, query: { token: proof } }) };
    default: {
      const signed = createHmac('sha256', `${id}-webhook-secret`).update(order).digest('base64');
      return { body: Buffer.from(order), proof: signed, sent: header(signers[id]) };
    }
  }
}

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const other = Buffer.from(bytes);
  other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return other;
};

const isSigned = (id: Id) => id !== 'google' && id !== 'builder';
const ids = connectors.map(({ id }) => id);

describe('a post of a platform', () => {
  it.each(ids)('is taken as it came, escapes and all: %s', async (id) => {
    const { connecting } = open();
    const { body, proof, sent } = postOf(id, connecting.tokenFor(id));

    expect(await connecting.post(id, body, sent(proof))).toMatchObject({ kind: 'answered' });
    expect(connecting.deliveries()).toHaveLength(1);
    // The same letter in other bytes is another body.
    const unescaped = Buffer.from(body.toString('utf8').replace('\\u1ed3', 'ồ'));
    const answer = await connecting.post(id, unescaped, sent(proof));
    expect(answer.kind).toBe(isSigned(id) ? 'refused' : 'answered');
  });

  it.each(ids)('is refused with any bit of its body, or of what shows who posts, the other way: %s', async (id) => {
    const { connecting } = open();
    const { body, proof, sent } = postOf(id, connecting.tokenFor(id));
    // Who shows a key instead of signing may say what they like; the key itself has to be whole.
    const place = body.indexOf(connecting.tokenFor(id));
    const [from, to] = isSigned(id) ? [0, body.length] : id === 'google' ? [place, place + connecting.tokenFor(id).length] : [0, 0];
    let tried = 0;
    const accepted: string[] = [];
    for (let bit = from * 8; bit < to * 8; bit += 1) {
      tried += 1;
      const answer = await connecting.post(id, flipped(body, bit), sent(proof));
      if (answer.kind === 'answered') accepted.push(`body ${bit}`);
    }
    for (let bit = 0; bit < proof.length * 8; bit += 1) {
      const other = flipped(Buffer.from(proof, 'latin1'), bit).toString('latin1');
      // Hexadecimal digits and names of parts mean the same in capitals.
      if (/=|mac/.test(proof) && other.toLowerCase() === proof.toLowerCase() && !/[+/]/.test(proof)) continue;
      tried += 1;
      const answer = await connecting.post(id, body, sent(other));
      if (answer.kind === 'answered') accepted.push(`proof ${bit}: ${other}`);
    }

    expect(accepted).toEqual([]);
    expect(connecting.deliveries()).toEqual([]);
    report(`a post of ${id}`, { bits: tried, accepted: accepted.length });
  });

  it.each(ids)('is refused without what shows who posts, cut short, longer, by another secret, and empty: %s', async (id) => {
    const { connecting } = open();
    const { body, proof, sent } = postOf(id, connecting.tokenFor(id));
    const none = { headers: { 'content-type': 'application/json' }, query: {} };
    const keyless = id === 'google' ? Buffer.from('{"lead_id":"1","user_column_data":[]}') : body;
    const others = proof === '' ? [] : ['', ' ', proof.slice(1), proof.slice(0, -1), `${proof}0`, `0${proof}`];

    const answers = [
      await connecting.post(id, keyless, none),
      await connecting.post(id, Buffer.alloc(0), none),
      await connecting.post(id, Buffer.alloc(0), sent(proof)),
      ...(await Promise.all(others.map((other) => connecting.post(id, body, sent(other))))),
    ];
    for (const { id: other } of connectors.filter((one) => one.id !== id)) {
      const foreign = postOf(other, connecting.tokenFor(other));
      answers.push(await connecting.post(id, foreign.body, foreign.sent(foreign.proof)));
    }

    expect(answers.filter(({ kind }) => kind === 'answered')).toEqual([]);
    expect(connecting.deliveries()).toEqual([]);
  });

  it.each(ids)('changes nothing when it is played again, also a day later: %s', async (id) => {
    const { world, connecting } = open();
    const { body, proof, sent } = postOf(id, connecting.tokenFor(id));

    for (let time = 0; time < 5; time += 1) {
      expect(await connecting.post(id, body, sent(proof))).toMatchObject({ kind: 'answered' });
      world.pass(6 * 3_600_000);
    }

    expect(connecting.deliveries()).toHaveLength(1);
  });
});

describe('a batch', () => {
  const leadIds = Array.from({ length: 50 }, (_, place) => String(9_007_199_254_740_993_000n + BigInt(place)));

  it('of fifty entries is fifty leads with every digit of their ids, once', async () => {
    const { connecting } = open();
    const entries = leadIds.map(
      (leadId) =>
        `{"id":15,"time":1,"changes":[{"field":"leadgen","value":{"leadgen_id":${leadId},"form_id":20000000000000000001,"page_id":15}}]}`,
    );
    const body = `{"object":"page","entry":[${entries.join(',')}]}`;

    for (let time = 0; time < 2; time += 1)
      await connecting.post('meta', body, header('x-hub-signature-256')(metaSignature(body, 'meta-app-secret')));

    expect(connecting.deliveries()).toHaveLength(50);
    const told = connecting.deliveries().map(({ content }) => Buffer.from(content as Uint8Array).toString('utf8'));
    expect(leadIds.filter((leadId) => !told.some((text) => text.includes(`"${leadId}"`)))).toEqual([]);
    expect(told.every((text) => text.includes('"20000000000000000001"'))).toBe(true);
  });
});
