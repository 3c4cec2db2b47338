import { describe, expect, it } from '@jest/globals';
import { compared } from '../../../web/src/console/lead/merge-fields.ts';

const names: Readonly<Record<string, string>> = { fullName: 'Tên', phone: 'Số', tags: 'Nhãn', emails: 'E-mail' };
const nameOf = (field: string) => names[field] ?? null;
const asIs = (_field: string, text: string) => text;

describe('two records side by side', () => {
  it('begin with what differs, and leave out what neither says and what the page has no word for', () => {
    const fields = [
      { field: 'phone', lead: '+84912345678', other: '+84912345678', result: '+84912345678', from: 'lead' as const },
      { field: 'locale', lead: 'vi', other: 'en', result: 'vi', from: 'lead' as const },
      { field: 'fullName', lead: 'Lan', other: 'Hai', result: 'Lan', from: 'lead' as const },
      { field: 'emails', lead: '', other: null, result: null, from: 'both' as const },
      { field: 'tags', lead: '', other: 'vip', result: 'vip', from: 'both' as const },
    ];

    expect(compared({ fields }, nameOf, asIs)).toEqual([
      { name: 'Tên', lead: 'Lan', other: 'Hai', from: 'lead' },
      { name: 'Nhãn', lead: null, other: 'vip', from: 'both' },
      { name: 'Số', lead: '+84912345678', other: '+84912345678', from: 'lead' },
    ]);
  });

  it('are written as people read them', () => {
    const fields = [{ field: 'phone', lead: null, other: '+84912345678', result: null, from: 'other' as const }];

    expect(compared({ fields }, nameOf, (field, text) => `${field} ${text}`)).toEqual([
      { name: 'Số', lead: null, other: 'phone +84912345678', from: 'other' },
    ]);
  });
});
