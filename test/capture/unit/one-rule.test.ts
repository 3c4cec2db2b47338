import { describe, expect, it } from '@jest/globals';
import { Submission } from '../../../shared/capture/index.ts';
import { createBorder } from '../../support/capture.ts';

type Entries = readonly (readonly [string, string])[];

/** The entries as form.js posts them: one name's values in a list, a single one as a text. */
function asJson(entries: Entries): string {
  const names = new Set(entries.map(([name]) => name));
  const fields = [...names].map((name) => {
    const values = entries.filter(([other]) => other === name).map(([, value]) => value);
    return [name, values.length > 1 ? values : values[0]] as const;
  });
  return JSON.stringify({ fields: Object.fromEntries(fields) });
}

async function storedOf(body: string, contentType: string) {
  const { post, submissions } = createBorder();
  await post({ body, headers: { 'content-type': contentType } });
  const { fields, extra, consent, context, contentHash } = Submission.parse(submissions()[0]);
  return { fields, extra, consent, context, contentHash };
}

describe('a post with script and one without', () => {
  it.each<[string, Entries, object]>([
    [
      'several ticked boxes',
      [
        ['interest', 'a'],
        ['interest', 'b'],
      ],
      { extra: { interest: 'a\nb' } },
    ],
    [
      'an empty twin for another screen',
      [
        ['fullName', ''],
        ['fullName', 'Lý Lan'],
      ],
      { fields: { fullName: 'Lý Lan' } },
    ],
    [
      'a hidden no before a ticked box',
      [
        ['_consent.contact', 'false'],
        ['_consent.contact', 'on'],
      ],
      { granted: ['contact'] },
    ],
    ['a radio button that says no', [['_consent.contact', 'no']], { granted: [] }],
    ['a radio button that says có', [['_consent.newsletter', 'Có']], { granted: ['newsletter'] }],
    ['a value that is no answer', [['_consent.newsletter', 'maybe']], { granted: [] }],
    [
      'the page by reserved names',
      [
        ['_pageUrl', 'https://a.example/x'],
        ['_locale', 'en'],
      ],
      { context: { pageUrl: 'https://a.example/x', locale: 'en' } },
    ],
    [
      'a reserved name of somebody else',
      [
        ['_gl', '1*x'],
        ['_submissionId', 'a-1'],
      ],
      { extra: { _gl: '1*x' } },
    ],
    ['a name that objects have', [['toString', 'y']], { extra: { toString_: 'y' } }],
  ])('are read alike: %s', async (_, entries, { granted, ...wanted }: { granted?: string[] }) => {
    const all: Entries = [['phone', '0912345678'], ...entries];

    const encoded = all.map((entry) => entry.map(encodeURIComponent).join('=')).join('&');
    const plain = await storedOf(encoded, 'application/x-www-form-urlencoded');
    const json = await storedOf(asJson(all), 'application/json');

    expect(json).toEqual(plain);
    expect(json).toMatchObject(wanted);
    if (granted) expect(json.consent.filter((answer) => answer.granted).map(({ purpose }) => purpose)).toEqual(granted);
  });

  it.each([
    [true, true],
    ['true', true],
    [1, true],
    [['false', 'on'], true],
    [false, false],
    ['không', false],
    [null, false],
  ])('takes %j under `consent` as %s', async (answer, isGranted) => {
    const { consent } = await storedOf(
      JSON.stringify({ fields: { phone: '0912345678' }, consent: { contact: answer } }),
      'application/json',
    );

    expect(consent.find(({ purpose }) => purpose === 'contact')?.granted).toBe(isGranted);
  });

  it('names the files that came along and were left out', async () => {
    const { post, submissions } = createBorder();

    const answer = await post({ body: JSON.stringify({ fields: { phone: '0912345678' }, droppedFiles: ['cv: hồ sơ.pdf'] }) });

    expect(submissions()).toMatchObject([{ droppedFiles: ['cv: hồ sơ.pdf'] }]);
    expect(answer.body).toContain('hồ sơ.pdf');
  });
});
