import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FieldConfig } from '../../../shared/fields/field-config.ts';
import { answerAs, fieldViews, withoutSecrets } from '../../../shared/fields/index.ts';
import { fold } from '../../../shared/identity/text.ts';

const types = ['text', 'number', 'date', 'choice', 'yesNo', 'url'] as const;
const anyField = fc
  .record({ type: fc.constantFrom(...types), privacy: fc.constantFrom('open' as const, 'personal' as const, 'secret' as const) })
  .map(({ type, privacy }) =>
    FieldConfig.parse({
      id: 'size',
      labels: { vi: 'Cỡ', en: 'Size' },
      type,
      privacy,
      ...(type === 'choice'
        ? { choices: ['1-4', 'Lớn', 'A'].map((value) => ({ value, labels: { vi: `${value} người`, en: value } })) }
        : {}),
    }),
  );
const anyAnswer = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.integer().map(String),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.webUrl(),
  fc.constantFrom('có', 'Lớn người', '1–4', '1.500', '28/11/2026'),
  fc.stringMatching(/^-?\d{1,3}([., ]\d{1,3}){0,3}$/),
);

describe('whatever is typed for a declared field', () => {
  it('is read once and for all: what was read is read as itself', () => {
    fc.assert(
      fc.property(anyField, anyAnswer, (field, typed) => {
        const read = answerAs(field, typed);
        if (read !== null) expect(answerAs(field, read)).toBe(read);
      }),
    );
  });

  it('shows to nobody what they may not see', () => {
    fc.assert(
      fc.property(anyField, fc.stringMatching(/^[a-z0-9]{8,40}$/), fc.boolean(), fc.boolean(), (field, typed, contact, secrets) => {
        const fields = new Map([[field.id as string, field]]);
        const shown = fieldViews({ size: typed }, fields, { contact, secrets });
        const maySee = field.privacy === 'open' || (contact && (field.privacy === 'personal' || secrets));
        const text = fold(JSON.stringify(shown));

        if (field.privacy === 'secret' && !secrets)
          expect(withoutSecrets({ size: typed }, fields, { secrets }).size).not.toContain(typed.slice(0, -3));
        if (!contact && field.privacy !== 'open') expect(shown).toEqual([]);
        if (!maySee) expect(text).not.toContain(typed);
      }),
    );
  });
});
