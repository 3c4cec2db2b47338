import { describe, expect, it } from '@jest/globals';
import { valuesOf } from '../../../shared/mail-templates/values.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { company } from '../../support/mail-world.ts';

const links = { unsubscribeUrl: '', preferencesUrl: '' };
const written = (fullName: string | null, locale: 'vi' | 'en', change = {}) =>
  valuesOf({ lead: sampleLead({ fullName, ...change }), locale, company, products: new Map(), owner: null, links });

describe('what a mail of a template is written with', () => {
  it.each([
    ['Nguyễn Thị Lan', 'vi', 'Lan'],
    ['Nguyễn Thị Lan', 'en', 'Lan'],
    ['LÊ VĂN TÁM', 'vi', 'Tám'],
    ['Grace Brewster Hopper', 'en', 'Grace'],
    ['Lan', 'vi', 'Lan'],
    ['Chị Hường', 'vi', 'Hường'],
    [null, 'vi', ''],
    ['bam.vao.day.vn', 'vi', ''],
    ['0912345678', 'vi', ''],
  ] as const)('greets %s in %s as “%s”', (fullName, locale, expected) => {
    expect(written(fullName, locale)['lead.givenName']).toBe(expected);
  });

  it('repeats nothing that a mail program would make a link of', () => {
    const typed = { company: 'xem tai evil.example', title: 'gọi 0912345678' };

    expect(written('https://evil.example', 'vi', typed)).toMatchObject({ 'lead.fullName': '', 'lead.company': '', 'lead.title': '' });
  });
});
