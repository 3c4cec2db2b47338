import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSubmission } from '../../../shared/capture/index.ts';
import { createBorder, formsWith, type PostRequest } from '../../support/capture.ts';
import { anyCharacter } from '../../support/characters.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const count = runs(150, 10_000);
report(`hostile bodies: ${count} posts, seed ${seed}`);

/** Twice as many posts as any property makes, so that no run meets the address limit. */
const forms = formsWith('contact', { addressLimitPer10Minutes: 1_000_000 });

const nasty = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
  '\u0000',
  '\ud800',
  '\udc00a',
  '\u202e',
  '\ufeff',
  '%00',
  '%',
  '%zz',
  '',
  ' ',
  '\r\n',
  'ﷺ',
  'a\u0301'.repeat(50),
  "'; DROP TABLE leads; --",
  '{{7*7}}',
  '<script>alert(1)</script>',
  'true',
  'null',
  '1e999',
  '-0',
);
const name = fc.oneof(
  fc.constantFrom(
    'fullName',
    'email',
    'phone',
    'message',
    'khong_dien',
    '_submissionId',
    '_token',
    '_redirect',
    '_consent.contact',
    '_consent.__proto__',
    '_locale',
    '_pageUrl',
  ),
  nasty,
  fc.string({ unit: anyCharacter, maxLength: 20 }),
);
const value = fc.oneof(
  nasty,
  fc.constantFrom('lan@example.com', '0912345678', 'Nguyễn Thị Hường', 'on'),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: anyCharacter, maxLength: 60 }),
);
const jsonValue = fc.oneof(value, fc.jsonValue({ maxDepth: 4 }), fc.double(), fc.constant(null));
const record = (values: fc.Arbitrary<unknown>) => fc.array(fc.tuple(name, values), { maxLength: 12 }).map((pairs) => pairs);
/** Written by hand, because an object cannot carry two equal keys or a `__proto__` of its own making. */
const objectText = (pairs: readonly (readonly [string, unknown])[]) =>
  `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${JSON.stringify(inner) ?? 'null'}`).join(',')}}`;

const jsonBody = fc
  .tuple(record(jsonValue), record(jsonValue), record(fc.oneof(fc.boolean(), jsonValue)), record(jsonValue))
  .map(([fields, context, consent, rest]) =>
    objectText(rest).replace(
      /\}$/,
      `${rest.length > 0 ? ',' : ''}"fields":${objectText(fields)},"context":${objectText(context)},"consent":${objectText(consent)}}`,
    ),
  );
const validJson = fc
  .tuple(record(value), fc.oneof(value, fc.constant('a1')))
  .map(([fields, submissionId]) => JSON.stringify({ submissionId, fields: { ...Object.fromEntries(fields), email: 'lan@example.com' } }));
const urlencoded = record(value).map((pairs) =>
  [...pairs, ['email', 'lan@example.com'] as const].map(([key, inner]) => `${encode(key)}=${encode(String(inner))}`).join('&'),
);
const boundary = 'b';
const multipart = fc
  .array(fc.tuple(name, value, fc.option(value)), { maxLength: 8 })
  .map(
    (parts) =>
      `${parts.map(([key, inner, file]) => `--${boundary}\r\nContent-Disposition: form-data; name="${key}"${file === null ? '' : `; filename="${file}"`}\r\n\r\n${inner}\r\n`).join('')}--${boundary}--\r\n`,
  );

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Cuts, doubles or overwrites a piece, as broken clients and curious people do. */
const mutated = (body: fc.Arbitrary<string>) =>
  fc
    .tuple(
      body,
      fc.nat(),
      fc.nat(40),
      fc.constantFrom('cut', 'double', 'overwrite', 'leave'),
      fc.string({ unit: anyCharacter, maxLength: 8 }),
    )
    .map(([text, place, length, how, by]) => {
      const at = text.length === 0 ? 0 : place % text.length;
      if (how === 'cut') return text.slice(0, at) + text.slice(at + length);
      if (how === 'double') return text.slice(0, at + length) + text.slice(at);
      return how === 'leave' ? text : text.slice(0, at) + by + text.slice(at + by.length);
    });

const types = {
  json: fc.constantFrom(
    'application/json',
    'application/json; charset=utf-16',
    'application/vnd.x+json',
    '',
    'text/plain',
    'application/json; charset="nonsense"',
  ),
  urlencoded: fc.constantFrom(
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=windows-1258',
    'APPLICATION/X-WWW-FORM-URLENCODED;charset=x',
  ),
  multipart: fc.constantFrom(
    `multipart/form-data; boundary=${boundary}`,
    `multipart/form-data; boundary="${boundary}"`,
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=other',
  ),
};
const request: fc.Arbitrary<{ type: string; bytes: Buffer; accept: string }> = fc
  .oneof(
    fc.tuple(types.json, mutated(jsonBody)),
    fc.tuple(types.json, mutated(validJson)),
    fc.tuple(types.urlencoded, mutated(urlencoded)),
    fc.tuple(types.multipart, mutated(multipart)),
    fc.tuple(fc.oneof(types.json, types.urlencoded, types.multipart), fc.string({ unit: anyCharacter, maxLength: 200 })),
  )
  .chain(([type, text]) =>
    fc.constantFrom('text/html', 'application/json').map((accept) => ({ type, bytes: Buffer.from(text, 'utf8'), accept })),
  );

const builtIns = () =>
  JSON.stringify(
    [Object, Array, String, Map].map((type) => [Object.getOwnPropertyNames(type), Object.getOwnPropertyNames(type.prototype)]),
  );

async function send(border: ReturnType<typeof createBorder>, { type, bytes, accept }: { type: string; bytes: Buffer; accept: string }) {
  const post: PostRequest = { bytes, headers: { 'content-type': type, accept } };
  return border.post(post);
}

describe('whatever is posted', () => {
  it('is accepted or refused with an id, and changes no built-in', async () => {
    const before = builtIns();
    const counts = new Map<number, number>();
    let border = createBorder(forms);

    await fc.assert(
      fc.asyncProperty(request, async (input) => {
        const answer = await send(border, input);
        counts.set(answer.statusCode, (counts.get(answer.statusCode) ?? 0) + 1);
        expect([202, 303, 400, 422]).toContain(answer.statusCode);
        if (answer.statusCode === 303) expect(answer.headers.location).toBe('/cam-on.html');
        if (answer.statusCode >= 400) {
          const [id] = /B[A-Za-z0-9_-]{27}/.exec(answer.body ?? '') ?? [];
          expect(border.badRows().map(({ badRowId }) => badRowId)).toContain(id);
        } else expect(border.queue.sent.length).toBeGreaterThan(0);
        for (const item of border.submissions()) {
          const { extra, fields } = parseSubmission(item);
          expect(Object.keys(extra).length).toBeLessThanOrEqual(50);
          for (const text of [...Object.keys(extra), ...Object.values(extra), ...Object.values(fields)])
            expect(text.isWellFormed()).toBe(true);
          for (const text of Object.values(extra)) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_024);
        }
        // A border of its own per post would hide what one post leaves behind for the next.
        if (border.items().length > 20) border = createBorder(forms);
      }),
      { numRuns: count, seed },
    );

    report(`hostile bodies by status: ${JSON.stringify(Object.fromEntries(counts))}`);
    expect(builtIns()).toBe(before);
  });

  it('is the same submission when it is posted again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(validJson, mutated(validJson)), async (text) => {
        const border = createBorder(forms);
        const input = { type: 'application/json', bytes: Buffer.from(text), accept: 'application/json' };
        const first = await send(border, input);
        const stored = border.submissions().length;
        const hasId = typeof Object(tryJson(text)).submissionId === 'string' && Object(tryJson(text)).submissionId !== '';

        const second = await send(border, input);

        expect(second.statusCode).toBe(first.statusCode);
        if (hasId) {
          expect(second.body).toBe(first.body);
          expect(border.submissions()).toHaveLength(stored);
        }
      }),
      { numRuns: Math.ceil(count / 4), seed },
    );
  });
});

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
