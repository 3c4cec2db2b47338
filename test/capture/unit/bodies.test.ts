import zlib from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { createBorder, huong } from '../../support/capture.ts';

const json = (body: string | undefined) => JSON.parse(body ?? '');
const megabyte = 1024 * 1024;
const post = { fields: huong };
const text = JSON.stringify(post);

interface Part {
  readonly name: string;
  readonly value: string | Buffer;
  readonly fileName?: string;
}

function multipart(parts: readonly Part[]) {
  const body = parts.map(({ name, value, fileName }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: image/jpeg`;
    return Buffer.concat([
      Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]);
  });
  return {
    bytes: Buffer.concat([...body, Buffer.from('--b--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=b', accept: 'application/json' },
  };
}
const fields: Part[] = Object.entries(huong).map(([name, value]) => ({ name, value }));

describe('a packed body', () => {
  it.each([
    ['gzip', zlib.gzipSync(text)],
    ['X-GZIP', zlib.gzipSync(text)],
    ['deflate', zlib.deflateSync(text)],
    ['deflate', zlib.deflateRawSync(text)],
    ['br', zlib.brotliCompressSync(text)],
    ['zstd', zlib.zstdCompressSync(text)],
    ['identity', Buffer.from(text)],
    ['deflate, gzip', zlib.gzipSync(zlib.deflateSync(text))],
  ])('in %s is taken', async (encoding, bytes) => {
    const border = createBorder();

    const answer = await border.post({ bytes, headers: { 'content-encoding': encoding } });

    expect(answer.statusCode).toBe(202);
    expect(border.submissions()).toMatchObject([{ fields: huong }]);
  });

  it.each(['compress', 'aws-chunked', 'gzip, gzip, gzip', 'toString'])('in %s is refused by name', async (encoding) => {
    const answer = await createBorder().post({ bytes: Buffer.from(text), headers: { 'content-encoding': encoding } });

    expect(answer.statusCode).toBe(415);
    expect(json(answer.body).detail).toContain('gzip, x-gzip, deflate, br, zstd');
  });

  it('that is not what it says is refused', async () => {
    for (const bytes of [Buffer.from(text), zlib.gzipSync(text).subarray(0, 30)]) {
      expect((await createBorder().post({ bytes, headers: { 'content-encoding': 'gzip' } })).statusCode).toBe(400);
    }
  });

  it.each([
    ['gzip', zlib.gzipSync(Buffer.alloc(64 * megabyte))],
    ['br', zlib.brotliCompressSync(Buffer.alloc(64 * megabyte))],
    ['gzip, gzip', zlib.gzipSync(zlib.gzipSync(Buffer.alloc(64 * megabyte)))],
  ])('of nothing but zeros in %s is refused before it is unpacked', async (encoding, bytes) => {
    const border = createBorder();

    const answer = await border.post({ bytes, headers: { 'content-encoding': encoding } });

    expect(answer.statusCode).toBe(413);
    expect(border.badRows()).toMatchObject([{ sizeBytes: bytes.length }]);
  });
});

describe('a post with files', () => {
  const photo = (size: number): Part => ({ name: 'photo', value: Buffer.alloc(size, 65), fileName: 'cửa hàng.jpg' });

  it.each([2_000, 300_000, 3.9 * megabyte])('of %i bytes is taken without them, and the answer names them', async (size) => {
    const border = createBorder();

    const answer = await border.post(multipart([...fields, photo(size)]));

    expect([answer.statusCode, json(answer.body).droppedFiles]).toEqual([202, ['photo: cửa hàng.jpg']]);
    expect(border.submissions()).toMatchObject([{ fields: huong, droppedFiles: ['photo: cửa hàng.jpg'] }]);
  });

  it('may hold what looks like the boundary', async () => {
    const border = createBorder();
    const value = Buffer.from('JFIF\r\n--bcd\r\n--b \r--b--x\r\n\r\n--');

    await border.post(multipart([{ name: 'photo', value, fileName: 'a.jpg' }, ...fields]));

    expect(border.submissions()).toMatchObject([{ fields: huong }]);
  });

  it('of more than 4 MB is refused and kept by size, hash and beginning', async () => {
    const border = createBorder();
    const request = multipart([...fields, photo(4 * megabyte)]);

    const answer = await border.post(request);

    expect(answer.statusCode).toBe(413);
    expect(border.badRows()).toMatchObject([{ badRowId: json(answer.body).id, sizeBytes: request.bytes.length }]);
    expect(Object(border.badRows()[0]).body).toHaveLength(1_024);
  });

  it('counts its texts alone against the limit of a post', async () => {
    const message = (size: number) => multipart([...fields, { name: 'message', value: 'a'.repeat(size) }, photo(100_000)]);

    expect((await createBorder().post(message(33_000))).statusCode).toBe(413);
    expect((await createBorder().post(message(2_000))).statusCode).toBe(202);
  });

  it('that needs correcting is kept without them', async () => {
    const border = createBorder();

    const answer = await border.post(multipart([{ name: 'email', value: 'lan@' }, { name: 'fullName', value: 'Lan' }, photo(300_000)]));

    const [row] = border.badRows();
    expect(answer.statusCode).toBe(422);
    expect(json(Buffer.from(Object(row).body).toString())).toMatchObject({
      fields: { email: ['lan@'], fullName: ['Lan'] },
      droppedFiles: [expect.any(String)],
    });
  });

  it('of borders without end is refused', async () => {
    const bytes = Buffer.from('--b\r\n\r\n\r\n'.repeat(100_000));

    expect((await createBorder().post({ bytes, headers: multipart([]).headers })).statusCode).toBe(400);
  });
});

describe('a body that nobody can correct', () => {
  it.each([
    [
      'of a foreign page',
      { body: { fields: { ...huong, message: 'a'.repeat(30_000) } }, headers: { origin: 'https://evil.example' } },
      403,
    ],
    ['that cannot be read', { body: `{"fields": "${'a'.repeat(30_000)}` }, 400],
    ['of no type that is known', { body: 'a'.repeat(30_000), headers: { 'content-type': 'text/csv' } }, 400],
  ])('%s is kept by size, hash and beginning, so that it costs what it is worth', async (_, request, status) => {
    const border = createBorder();

    const answer = await border.post(request);

    expect(answer.statusCode).toBe(status);
    expect(border.badRows()).toMatchObject([{ sizeBytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(Object(border.badRows()[0]).body).toHaveLength(1_024);
  });
});

describe('a post under another type than its own', () => {
  it.each([
    ['application/x-www-form-urlencoded', text],
    ['text/plain;charset=UTF-8', text],
    ['multipart/form-data', text],
    ['application/octet-stream', ` \n${text}`],
    ['text/plain', new URLSearchParams(huong).toString()],
    [
      'text/plain',
      Object.entries(huong)
        .map((pair) => pair.join('='))
        .join('\r\n'),
    ],
    ['application/json', JSON.stringify(huong)],
  ])('%s: %j is taken', async (type, body) => {
    const border = createBorder();

    await border.post({ body, headers: { 'content-type': type, accept: 'application/json' } });

    expect(border.submissions()).toMatchObject([{ fields: huong }]);
  });

  it('is told that it is no JSON when it looks like it', async () => {
    const answer = await createBorder().post({
      body: '{"fields": {',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    });

    expect([answer.statusCode, answer.body?.includes('JSON')]).toEqual([400, true]);
  });
});

describe('consent in JSON', () => {
  it.each([
    [true, true],
    ['on', true],
    ['yes', true],
    [' TRUE ', true],
    [1, true],
    ['1', true],
    ['có', true],
    [['false', 'on'], true],
    [{ granted: true, at: '2026-11-27' }, true],
    [{ granted: 'on' }, true],
    [{ value: 'no' }, false],
    [{ deeper: { granted: true } }, false],
    [false, false],
    ['off', false],
    ['không', false],
    [0, false],
    [null, false],
    ['maybe', false],
    [[], false],
  ])('%j is %s', async (contact, granted) => {
    const border = createBorder();

    expect((await border.post({ body: { fields: huong, consent: { contact } } })).statusCode).toBe(202);
    expect(Object(border.submissions()[0]).consent[0]).toMatchObject({ purpose: 'contact', granted });
  });

  it.each(['on', true, ['contact'], 7])('of a strange shape loses no lead: %j', async (consent) => {
    const border = createBorder();

    expect((await border.post({ body: { fields: huong, consent } })).statusCode).toBe(202);
    expect(Object(border.submissions()[0]).consent.map(({ granted }: { granted: boolean }) => granted)).toEqual([false, false, false]);
  });
});

describe('an id of a post', () => {
  async function idsOf(request: { body?: object; key?: string }) {
    const border = createBorder();
    const answers = [];
    for (let time = 0; time < 2; time += 1) {
      answers.push(
        await border.post({ body: { ...post, ...request.body }, ...(request.key ? { headers: { 'idempotency-key': request.key } } : {}) }),
      );
    }
    return {
      statuses: answers.map(({ statusCode }) => statusCode),
      ids: answers.map(({ body }) => json(body).submissionId),
      stored: border.items(),
    };
  }

  it.each(['order:12/34', 'lan@example.com', '0912 345 678', 'Đơn hàng số 5', 'x'.repeat(255), '+84912345678', '0912345678'])(
    'may be any printable Idempotency-Key, and then is one of ours, the same each time: %s',
    async (key) => {
      const { statuses, ids, stored } = await idsOf({ key });

      expect(statuses).toEqual([202, 202]);
      expect(ids[0]).toMatch(/^K[\w-]{27}$/);
      expect(ids[1]).toBe(ids[0]);
      expect(stored).toHaveLength(1);
      expect(JSON.stringify(stored.map(({ pk, submissionId }) => [pk, submissionId]))).not.toContain(key);
    },
  );

  it.each(['0912345678', '84912345678', '0912-345-678', 'zalo_0912345678', 'lan.84.912345678', 'sdt0912345678', 'lead-Zalo84912345678'])(
    'that tells a phone number is in no key, log, event or message: %s',
    async (submissionId) => {
      const { ids, stored } = await idsOf({ body: { submissionId } });

      expect(ids[0]).toMatch(/^K/);
      expect(ids[1]).toBe(ids[0]);
      expect(JSON.stringify(stored)).not.toContain(submissionId);
    },
  );

  it.each(['a1', '1764201234567', '1764201234', '2026-11-27-0001', '0b7d6c1e-4a55-4f0e-9f2b-123456789012', 'S12345678', 'post-3'])(
    'of any other kind stays the client’s own: %s',
    async (submissionId) => {
      expect((await idsOf({ body: { submissionId } })).ids).toEqual([submissionId, submissionId]);
      expect((await idsOf({ key: submissionId })).ids).toEqual([submissionId, submissionId]);
    },
  );

  it.each([
    ['submissionId', { body: { ...post, submissionId: 'a b' } }],
    ['Idempotency-Key', { body: post, headers: { 'idempotency-key': 'x'.repeat(256) } }],
    ['Idempotency-Key', { body: post, headers: { 'idempotency-key': 'a\u0007b' } }],
  ])('that is none is refused by the name %s', async (path, request) => {
    const answer = await createBorder().post(request);

    expect(answer.statusCode).toBe(422);
    expect(json(answer.body).errors).toMatchObject([{ path }]);
  });
});
