import { describe, expect, it } from '@jest/globals';
import { type FieldConfig, fieldKind } from '../../../shared/fields/field-config.ts';
import { answerAs, fieldsAsked, fitsField, withFieldsRead } from '../../../shared/fields/index.ts';

const labels = { vi: 'Trường', en: 'Field' };
const choices = [
  { value: 'ban-le', labels: { vi: 'Bán lẻ', en: 'Retail' } },
  { value: '20-49', labels: { vi: '20–49 người', en: '20–49 people' } },
];
const fieldOf = (type: FieldConfig['type'], more: object = {}): FieldConfig =>
  fieldKind.schema.parse({ id: type, labels, type, ...(type === 'choice' ? { choices } : {}), ...more });

describe('an answer to a declared field', () => {
  it.each<[FieldConfig['type'], string, string | null]>([
    ['number', '12', '12'],
    ['number', ' 1.500.000 ', '1500000'],
    ['number', '1,500,000', '1500000'],
    ['number', '1.500', '1500'],
    ['number', '1.500,5', '1500.5'],
    ['number', '1,5', '1.5'],
    ['number', '1.50', '1.5'],
    ['number', '-3', '-3'],
    ['number', '-0', '0'],
    ['number', '0,125', null],
    ['number', '1.234.56', null],
    ['number', '9999999999999', null],
    ['number', '5 cái', null],
    ['number', '3\n4', null],
    ['date', '28/11/2026', '2026-11-28'],
    ['date', '2026-11-28', '2026-11-28'],
    ['date', 'ngày 5 tháng 3 năm 2027', '2027-03-05'],
    ['date', '5/3', null],
    ['date', '5/3/27', null],
    ['date', '31/2/2026', null],
    ['yesNo', 'Có', 'yes'],
    ['yesNo', 'true', 'yes'],
    ['yesNo', 'KHÔNG', 'no'],
    ['yesNo', 'có lẽ', null],
    ['choice', 'ban-le', 'ban-le'],
    ['choice', 'BÁN LẺ', 'ban-le'],
    ['choice', 'retail', 'ban-le'],
    ['choice', '20–49', '20-49'],
    ['choice', 'Bán lẻ\nretail\n20-49 người', 'ban-le\n20-49'],
    ['choice', 'Bán lẻ\nbán buôn', null],
    ['url', 'www.example.vn', 'https://www.example.vn'],
    ['url', 'HTTP://Example.vn/A?b=1#c', 'http://example.vn/A?b=1#c'],
    ['url', 'javascript:alert(1)', null],
    ['url', 'https://lan:secret@example.vn', null],
    ['url', 'không có', null],
    ['url', 'localhost', null],
    ['text', '  hai   dòng\n\nnữa ', 'hai dòng\nnữa'],
    ['text', ' \n ', null],
  ])('of the type %s: %j is %j', (type, typed, read) => {
    expect(answerAs(fieldOf(type), typed)).toBe(read);
  });

  it('is read among others, which stay as they are; so does what its field cannot hold', () => {
    const fields = new Map([fieldOf('number'), fieldOf('choice')].map((field) => [field.id as string, field]));

    expect(withFieldsRead({ number: '1.500', choice: 'đủ thứ', other: '1.500' }, fields)).toEqual({
      number: '1500',
      choice: 'đủ thứ',
      other: '1.500',
    });
  });
});

describe('what is asked of a field', () => {
  const fields = new Map(
    [fieldOf('number'), fieldOf('date'), fieldOf('choice'), fieldOf('text', { privacy: 'secret' })].map((field) => [
      field.id as string,
      field,
    ]),
  );
  const ask = (text: string) => fieldsAsked(text, fields, ({ privacy }) => privacy !== 'secret').map(({ condition }) => condition);

  it.each([
    ['number:3..10', [{ atLeast: 3, atMost: 10 }]],
    ['number:1.500..', [{ atLeast: 1500, atMost: undefined }]],
    ['number:7', [{ atLeast: 7, atMost: 7 }]],
    ['date:..31/12/2026', [{ from: undefined, until: '2026-12-31' }]],
    ['choice:Bán lẻ; number:*', [{ in: ['ban-le'] }, { known: true }]],
  ])('%s', (text, conditions) => {
    expect(ask(text)).toEqual(conditions);
  });

  it.each(['number', 'number:', 'number:10..3', 'number:a', 'choice:khác', 'text:x', 'nobody:x', 'number:1..2..3', 'number:..'])(
    '%s is refused with its place',
    (text) => {
      expect(() => ask(text)).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ path: 'field' })] }));
    },
  );

  it.each<[object, readonly string[], boolean]>([
    [{ in: ['ban-le', 'x'] }, ['20-49', 'ban-le'], true],
    [{ in: ['ban-le'] }, [], false],
    [{ known: true }, [], false],
    [{ known: false }, [], true],
    [{ known: false }, ['x'], false],
    [{ atLeast: 3, atMost: 3 }, ['3'], true],
    [{ atLeast: 3 }, ['2.99'], false],
    [{ from: '2026-01-01', until: '2026-12-31' }, ['2026-12-31'], true],
    [{ until: '2026-12-31' }, ['2027-01-01'], false],
    [{ atMost: 3 }, [], false],
  ])('%j of %j is %s', (condition, answers, fits) => {
    expect(fitsField(condition, answers)).toBe(fits);
  });
});
