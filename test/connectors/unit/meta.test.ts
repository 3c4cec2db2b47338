import { describe, expect, it } from '@jest/globals';
import { readMetaDelivery } from '../../../shared/connectors/meta/delivery.ts';
import { leadOfMeta } from '../../../shared/connectors/meta/lead.ts';
import { isSignedByMeta, metaSignature } from '../../../shared/connectors/meta/signature.ts';
import { answerVerification } from '../../../shared/connectors/meta/verification.ts';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('the verification of a webhook by Meta', () => {
  const asked = { 'hub.mode': 'subscribe', 'hub.verify_token': 'meatyhamhock', 'hub.challenge': '1158201444' };

  it('is answered by the challenge, as the documents have it', () => {
    expect(answerVerification(asked, 'meatyhamhock')).toBe('1158201444');
  });

  it.each([
    ['another token', { ...asked, 'hub.verify_token': 'else' }],
    ['another mode', { ...asked, 'hub.mode': 'unsubscribe' }],
    ['no challenge', { ...asked, 'hub.challenge': undefined }],
    ['a page for a challenge', { ...asked, 'hub.challenge': '<script>' }],
    ['names with underscores', { hub_mode: 'subscribe', hub_verify_token: 'meatyhamhock', hub_challenge: '1' }],
  ])('is refused for %s', (_what, query) => {
    expect(answerVerification(query, 'meatyhamhock')).toBeNull();
  });

  it('is refused while there is no token', () => {
    expect(answerVerification({ ...asked, 'hub.verify_token': '' }, '')).toBeNull();
  });
});

describe('the signature of Meta', () => {
  // By `openssl dgst -sha256 -hmac app-secret`.
  const body = Buffer.from('{"object":"page","entry":[]}');
  const signature = 'sha256=e6e9d7a842a48e17f43a34d6125d0d933e2aab92ee37f0993a4d493b50e3d438';

  it('is the HMAC of the bytes', () => {
    expect(metaSignature(body, 'app-secret')).toBe(signature);
    expect(isSignedByMeta(body, signature, 'app-secret')).toBe(true);
    expect(isSignedByMeta(body, signature.replace(/[a-f]/g, (letter) => letter.toUpperCase()).replace('SHA', 'sha'), 'app-secret')).toBe(
      true,
    );
  });

  it('holds for escapes as they came, not for the same text in other bytes', () => {
    const escaped = Buffer.from(String.raw`{"name":"H\u1ed3ng"}`);
    expect(isSignedByMeta(escaped, metaSignature(escaped, 's'), 's')).toBe(true);
    expect(isSignedByMeta(Buffer.from('{"name":"Hồng"}'), metaSignature(escaped, 's'), 's')).toBe(false);
  });

  it.each([
    ['another secret', metaSignature(body, 'another')],
    ['SHA-1', `sha1=${'0'.repeat(40)}`],
    ['a short one', signature.slice(0, -2)],
    ['none', undefined],
    ['an empty one', ''],
  ])('is refused: %s', (_what, header) => {
    expect(isSignedByMeta(body, header, 'app-secret')).toBe(false);
  });

  it('is refused while there is no secret', () => {
    expect(isSignedByMeta(body, metaSignature(body, ''), '')).toBe(false);
  });
});

describe('a delivery of Meta', () => {
  const change = (leadId: string, more = '') =>
    `{"field":"leadgen","value":{"leadgen_id":${leadId},"page_id":"153125381133","form_id":"2","created_time":1440120384${more}}}`;

  it('tells of every lead of every entry, once each', () => {
    const body = `{"object":"page","entry":[{"id":"153125381133","time":1438292065,"changes":[${change('"55459717045641545"', ',"adgroup_id":0')},${change('"2"')}]},{"id":"9","changes":[${change('"2"')},${change('"3"')}]}]}`;

    expect(readMetaDelivery(bytes(body))?.map(({ leadId }) => leadId)).toEqual(['55459717045641545', '2', '3']);
  });

  it('keeps ids that are numbers beyond 2⁵³', () => {
    const body = `{"object":"page","entry":[{"id":153125381133,"changes":[${change('9007199254740993123')}]}]}`;

    expect(readMetaDelivery(bytes(body))).toEqual([{ leadId: '9007199254740993123', formId: '2', pageId: '153125381133' }]);
  });

  it('passes over other changes, broken ones and the sample of the settings page', () => {
    const body = `{"object":"page","entry":[{"id":"1","changes":[{"field":"feed","value":{}},null,{"field":"leadgen","value":{"leadgen_id":"a/../b"}},${change('"444444444444"')},${change('"7"')}]},{"id":"1"}]}`;

    expect(readMetaDelivery(bytes(body))?.map(({ leadId }) => leadId)).toEqual(['7']);
  });

  it.each([
    ['no JSON', '{'],
    ['an empty body', ''],
    ['another object', '{"object":"user","entry":[]}'],
    ['no entries', '{"object":"page"}'],
    ['a list', '[]'],
    ['depth', '['.repeat(50_000)],
    ['a prototype', '{"__proto__":{"object":"page","entry":[]}}'],
  ])('is none: %s', (_what, body) => {
    expect(readMetaDelivery(bytes(body))).toBeNull();
  });
});

describe('a lead of Graph', () => {
  const documented = {
    created_time: '2015-02-28T08:49:14+0000',
    id: '55459717045641545',
    ad_id: '6014',
    form_id: '1461',
    field_data: [
      { name: 'car_make', values: ['Honda'] },
      { name: 'full_name', values: ['Joe Example'] },
      { name: 'email', values: ['joe@example.com'] },
    ],
  };

  it('is read as the documents have it', () => {
    expect(leadOfMeta(documented)).toEqual({
      leadId: '55459717045641545',
      at: '2015-02-28T08:49:14.000Z',
      answers: documented.field_data,
      boxes: [],
      origin: { formId: '1461', adId: '6014' },
      isTest: false,
    });
  });

  it('keeps several answers to one question, and leaves out empty ones', () => {
    const lead = leadOfMeta({
      ...documented,
      field_data: [{ name: 'products', values: ['MES', ' ', 'ERP'] }, { name: 'x', values: [] }, { name: 'y' }],
    });

    expect(lead.answers).toEqual([{ name: 'products', values: ['MES', 'ERP'] }]);
  });

  it('knows ticked boxes from those that were left', () => {
    const boxes = [
      { checkbox_key: 'news', is_checked: '1' },
      { checkbox_key: 'other', is_checked: '' },
      { checkbox_key: 'third', is_checked: true },
    ];

    expect(leadOfMeta({ ...documented, custom_disclaimer_responses: boxes }).boxes).toEqual([
      { key: 'news', isTicked: true },
      { key: 'other', isTicked: false },
      { key: 'third', isTicked: true },
    ]);
  });

  it('of the testing tool is a test', () => {
    const field = { name: 'phone_number', values: ['<test lead: dummy data for phone_number>'] };

    expect(leadOfMeta({ ...documented, field_data: [field] }).isTest).toBe(true);
  });

  it.each([
    ['no id', { ...documented, id: undefined }],
    ['an id with a path', { ...documented, id: '../me' }],
    ['no time', { ...documented, created_time: 'soon' }],
  ])('is none with %s', (_what, lead) => {
    expect(() => leadOfMeta(lead)).toThrow();
  });
});
