import { describe, expect, it } from '@jest/globals';
import { readTikTokAnswer, readTikTokDelivery } from '../../../shared/connectors/tiktok/lead.ts';
import { judgeTikTokSignature, tikTokSignature } from '../../../shared/connectors/tiktok/signature.ts';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const now = new Date('2026-11-28T00:00:00.000Z');

describe('the signature of TikTok', () => {
  const body = bytes('{"object":1}');
  const header = 't=1633174587,s=8120679e36b93ae24a97dd58c51b02540b5391091a78a8325a3d25de43ba7754';

  it('is the HMAC of time, dot and bytes', () => {
    expect(tikTokSignature(body, '1633174587', 'client-secret')).toBe(header);
    expect(judgeTikTokSignature(body, header, 'client-secret')).toBe('valid');
    expect(judgeTikTokSignature(body, header.split(',').reverse().join(' , '), 'client-secret')).toBe('valid');
  });

  it.each([undefined, '', '  '])('may be absent', (none) => {
    expect(judgeTikTokSignature(body, none, 'client-secret')).toBe('absent');
  });

  it.each([
    ['another secret', tikTokSignature(body, '1', 'else')],
    ['another body', tikTokSignature('{}', '1', 'client-secret')],
    ['another time', header.replace('1633174587', '1633174588')],
    ['no time', header.replace('t=1633174587,', '')],
    ['nonsense', 'abc'],
  ])('is wrong: %s', (_what, given) => {
    expect(judgeTikTokSignature(body, given, 'client-secret')).toBe('wrong');
  });

  it('is wrong while there is no secret', () => {
    expect(judgeTikTokSignature(body, tikTokSignature(body, '1', ''), '')).toBe('wrong');
  });
});

describe('a delivery of TikTok', () => {
  const entry = (id: string) =>
    `{"id":${id},"page_id":7370000000000000001,"create_time":1715936592,"changes":[{"field":"Phone number","value":"0912345678"},{"field":"Sở thích","value":["a","b"]}]}`;

  it('tells of its leads, with every digit of their ids', () => {
    const leads = readTikTokDelivery(
      bytes(`{"object":1,"request_id":"r","time":1715936600,"entry":[${entry('9007199254740993123')},${entry('"2"')},${entry('"2"')}]}`),
      now,
    );

    expect(leads?.map(({ leadId }) => leadId)).toEqual(['9007199254740993123', '2']);
    expect(leads?.[0]).toMatchObject({
      at: '2024-05-17T09:03:12.000Z',
      origin: { pageId: '7370000000000000001' },
      answers: [
        { name: 'Phone number', values: ['0912345678'] },
        { name: 'Sở thích', values: ['a', 'b'] },
      ],
    });
  });

  it('passes over an entry that tells of nobody', () => {
    expect(
      readTikTokDelivery(bytes(`{"object":1,"entry":[{"changes":[]},null,${entry('"3"')}]}`), now)?.map(({ leadId }) => leadId),
    ).toEqual(['3']);
  });

  it.each([
    ['no JSON', '{'],
    ['another object', '{"object":2,"entry":[]}'],
    ['no entries', '{"object":1}'],
    ['too many', JSON.stringify({ object: 1, entry: Array.from({ length: 101 }, (_, id) => ({ id: String(id) })) })],
  ])('is none: %s', (_what, body) => {
    expect(readTikTokDelivery(bytes(body), now)).toBeNull();
  });
});

describe('an answer of TikTok', () => {
  const answer = {
    code: 0,
    message: 'OK',
    request_id: '2024',
    data: {
      lead_data: { Name: 'Trần Văn Bình', 'Phone number': '0912345678', Email: null },
      meta_data: {
        lead_id: '7370',
        page_id: '7371',
        page_name: 'Đăng ký',
        create_time: '2024-05-17 09:03:12',
        campaign_id: '1',
        lead_source: 'INSTANT_FORM',
      },
    },
  };

  it('is the lead, at its time of UTC', () => {
    expect(readTikTokAnswer(JSON.stringify(answer))).toEqual({
      lead: {
        leadId: '7370',
        at: '2024-05-17T09:03:12.000Z',
        answers: [
          { name: 'Name', values: ['Trần Văn Bình'] },
          { name: 'Phone number', values: ['0912345678'] },
        ],
        boxes: [],
        origin: { pageId: '7371', pageName: 'Đăng ký', campaignId: '1', leadSource: 'INSTANT_FORM' },
        isTest: false,
      },
    });
  });

  it('may be an error with the status of a success', () => {
    expect(readTikTokAnswer('{"code":40105,"message":"Access token is incorrect or has been revoked.","data":{}}')).toEqual({
      code: 40105,
    });
  });

  it.each(['', '{}', '{"code":0,"data":{"lead_data":{}}}'])('is none: %s', (body) => {
    expect(() => readTikTokAnswer(body)).toThrow();
  });
});
