import { describe, expect, it } from '@jest/globals';
import { readZaloEvent } from '../../../shared/connectors/zalo/event.ts';
import { isSignedByZalo, zaloSignature } from '../../../shared/connectors/zalo/signature.ts';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const signer = { appId: '360846524940903967', oaSecret: 'oa-secret' };

const shared = {
  app_id: signer.appId,
  sender: { id: '246845883529197922' },
  user_id_by_app: '552177279717587730',
  recipient: { id: '388613280878808645' },
  event_name: 'user_submit_info',
  timestamp: '1543908534740',
  info: {
    address: '182 Lê Đại Hành',
    phone: '84908123456',
    city: 'Hồ Chí Minh',
    district: 'Quận 11',
    name: 'Nguyễn Thị Hồng',
    ward: 'Phường 15',
  },
};
const written = (text: string, id = 'This is message id') => ({
  app_id: signer.appId,
  sender: { id: '246845883529197922' },
  recipient: { id: '388613280878808645' },
  event_name: 'user_send_text',
  timestamp: '154390853474',
  message: { text, msg_id: id.replaceAll(' ', '_') },
});

describe('the signature of Zalo', () => {
  // By `sha256sum` over the four texts.
  const body = '{"app_id":"360846524940903967","timestamp":"1543908534740"}';
  const signature = 'mac=a2efe29b36986db60bf8249932fe8dd28b6eec147a4f28ff40a08f3a196c2072';

  it('is the digest of app, body, time and secret', () => {
    expect(zaloSignature(body, '1543908534740', signer)).toBe(signature);
    expect(isSignedByZalo(bytes(body), signature, ['1543908534740'], signer)).toBe(true);
    expect(isSignedByZalo(bytes(body), signature.slice('mac='.length), ['1543908534740'], signer)).toBe(true);
  });

  it('may be over the time of the header', () => {
    expect(isSignedByZalo(bytes(body), zaloSignature(body, '7', signer), ['1543908534740', '7'], signer)).toBe(true);
  });

  it.each([
    ['another secret', zaloSignature(body, '1543908534740', { ...signer, oaSecret: 'app-secret' })],
    ['another app', zaloSignature(body, '1543908534740', { ...signer, appId: '1' })],
    ['another time', zaloSignature(body, '1543908534741', signer)],
    ['another body', zaloSignature(`${body} `, '1543908534740', signer)],
    ['none', undefined],
    ['nonsense', 'mac=abc'],
  ])('is refused: %s', (_what, header) => {
    expect(isSignedByZalo(bytes(body), header, ['1543908534740', undefined], signer)).toBe(false);
  });

  it('is refused while there is no secret', () => {
    const none = { ...signer, oaSecret: '' };
    expect(isSignedByZalo(bytes(body), zaloSignature(body, '1', none), ['1'], none)).toBe(false);
  });
});

describe('an event of Zalo', () => {
  it('in which a person shares who they are gives number, name and place', () => {
    const event = readZaloEvent(bytes(shared));

    expect(event).toMatchObject({
      name: 'user_submit_info',
      userId: '246845883529197922',
      oaId: '388613280878808645',
      at: '2018-12-04T07:28:54.740Z',
    });
    expect(event?.lead?.answers).toEqual([
      { name: 'fullName', values: ['Nguyễn Thị Hồng'] },
      { name: 'phone', values: ['+84908123456'] },
      { name: 'province', values: ['Hồ Chí Minh'] },
      { name: 'district', values: ['Quận 11'] },
      { name: 'ward', values: ['Phường 15'] },
      { name: 'address', values: ['182 Lê Đại Hành'] },
    ]);
    expect(event?.lead?.origin).toEqual({ event: 'user_submit_info', oaId: '388613280878808645', zaloUserId: '246845883529197922' });
  });

  it('may have the number and ids without quotes, and keeps every digit', () => {
    const text = JSON.stringify(shared).replace('"84908123456"', '84908123456').replace('"246845883529197922"', '9007199254740993123');

    const event = readZaloEvent(bytes(text));

    expect(event?.userId).toBe('9007199254740993123');
    expect(event?.lead?.answers).toContainEqual({ name: 'phone', values: ['+84908123456'] });
  });

  it.each([
    ['Mình tên Lan, 0912345678, cần tư vấn', '0912345678'],
    ['gọi em số 091.234.5678 nhé', '091.234.5678'],
    ['+84 91 234 56 78', '+84 91 234 56 78'],
    ['sđt: 84912345678', '84912345678'],
  ])('in which a person writes a number is a lead: %s', (text, phone) => {
    expect(readZaloEvent(bytes(written(text)))?.lead?.answers).toEqual([
      { name: 'phone', values: [phone] },
      { name: 'message', values: [text] },
    ]);
  });

  it.each(['Giá bao nhiêu ạ?', 'Mã đơn 2201234567890123', 'VAT 0312345678-001 và 12345', ''])('without a number is none: %s', (text) => {
    expect(readZaloEvent(bytes(written(text)))).toMatchObject({ name: 'user_send_text', lead: null });
  });

  it('that somebody follows is an event without a lead', () => {
    const follow = {
      app_id: '1',
      oa_id: '2',
      event_name: 'follow',
      source: 'oa',
      timestamp: '1543908534740',
      follower: { id: '3' },
      user_id_by_app: '4',
    };

    expect(readZaloEvent(bytes(follow))).toMatchObject({ name: 'follow', userId: '3', oaId: '2', lead: null });
  });

  it('that the account itself sent is nobody’s word', () => {
    const sent = { ...written('Gọi 0912345678'), event_name: 'oa_send_text', sender: { id: 'oa' }, recipient: { id: 'user' } };

    expect(readZaloEvent(bytes(sent))).toMatchObject({ userId: 'user', oaId: 'oa', lead: null });
  });

  it('has the same id when it is told again, and another for another message', () => {
    const [first, again, other] = [
      written('0912345678', 'a'),
      { ...written('0912345678', 'a'), timestamp: '154390853999' },
      written('0912345678', 'b'),
    ].map((event) => readZaloEvent(bytes(event))?.eventId);

    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each([
    ['no JSON', 'x'],
    ['no name', '{"timestamp":"1"}'],
    ['no time', '{"event_name":"follow"}'],
    ['a time beyond all', '{"event_name":"follow","timestamp":"9999999999999999"}'],
    ['a person with a path', '{"event_name":"follow","timestamp":"1","follower":{"id":"../x"}}'],
    ['depth', '{"a":'.repeat(30_000)],
  ])('is none: %s', (_what, body) => {
    expect(readZaloEvent(bytes(body))).toBeNull();
  });
});
