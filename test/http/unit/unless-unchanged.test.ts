import { describe, expect, it } from '@jest/globals';
import { unlessUnchanged } from '../../../shared/http/unless-unchanged.ts';
import { emptyResponse, jsonResponse } from '../../../shared/platform/http.ts';

const answer = jsonResponse(200, { items: ['L1'] });
const { etag = '' } = unlessUnchanged(answer, undefined).headers;

describe('an answer that pages ask for again and again', () => {
  it('carries a weak ETag of what it says', () => {
    expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
    expect(unlessUnchanged(jsonResponse(200, { items: ['L1'] }), undefined).headers.etag).toBe(etag);
    expect(unlessUnchanged(jsonResponse(200, { items: ['L2'] }), undefined).headers.etag).not.toBe(etag);
  });

  it.each([
    ['it', etag],
    ['it, as a strong one', etag.slice(2)],
    ['it among others', `"1", ${etag}`],
    ['anything', '*'],
  ])('is 304 without a body to who has %s', (_name, ifNoneMatch) => {
    const { statusCode, headers, body } = unlessUnchanged(answer, ifNoneMatch);

    expect([statusCode, headers.etag, body]).toEqual([304, etag, '']);
  });

  it.each([
    ['another one', 'W/"other"'],
    ['nothing', ''],
  ])('is whole to who has %s', (_name, ifNoneMatch) => {
    const { statusCode, body } = unlessUnchanged(answer, ifNoneMatch);

    expect([statusCode, body]).toEqual([200, answer.body]);
  });

  it('is left as it is where nothing was found', () => {
    const missing = jsonResponse(404, {});

    expect([unlessUnchanged(missing, '*'), unlessUnchanged(emptyResponse(204), '*')]).toEqual([missing, emptyResponse(204)]);
  });
});
