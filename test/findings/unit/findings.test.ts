import { describe, expect, it } from '@jest/globals';
import { FieldConfig, fieldKind } from '../../../shared/fields/field-config.ts';
import { findingText } from '../../../shared/findings/finding-words.ts';
import { type CheckedFacts, findingsOf } from '../../../shared/findings/index.ts';
import { normaliseName } from '../../../shared/identity/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';

const neededFields = ['fullName', 'phone', 'email', 'province'] as const;
const nothing: CheckedFacts = { servers: null, address: {} };

const industry = FieldConfig.parse(fieldKind.example);

/** What is found of a lead like this, in short. */
function found(changes: Partial<Lead>, facts: Partial<CheckedFacts> = {}, needed: readonly (typeof neededFields)[number][] = neededFields) {
  const lead = sampleLead({ email: 'huong@gmail.com', ...changes });
  return findingsOf(lead, { ...nothing, ...facts }, { neededFields: [...needed], fields: new Map([[industry.id, industry]]) }).map(
    ({ code, field, reason, meant }) => [code, field, reason, meant].filter(Boolean).join(' '),
  );
}

const number = (raw: string, changes: Partial<NonNullable<Lead['phone']>> = {}): Partial<Lead> => ({
  phone: { raw, e164: raw, valid: true, type: 'mobile', claimed: true, ...changes },
});
const named = (fullName: string): Partial<Lead> => ({ fullName, nameKey: normaliseName(fullName).searchKey });

describe('what is found of a record', () => {
  it.each<[string, Partial<Lead>, Partial<CheckedFacts>, string[]]>([
    ['is nothing where all is well', {}, { servers: 'found' }, []],
    ['is the domain that was meant', { email: 'huong@gmial.com' }, { servers: 'found' }, ['emailSlip email gmail.com']],
    ['is a throw-away mailbox', { email: 'huong@10minutemail.com' }, {}, ['emailDisposable email']],
    ['is a mailbox of many', { email: 'ketoan@songthu.vn' }, { servers: 'found' }, ['emailRole email']],
    ['is that no domain is there', { email: 'huong@songthu.vn' }, { servers: 'noSuchDomain' }, ['emailNoServers email noSuchDomain']],
    ['is that a domain refuses mail', { email: 'huong@songthu.vn' }, { servers: 'refusesMail' }, ['emailNoServers email refusesMail']],
    ['is that a domain has no server', { email: 'huong@songthu.vn' }, { servers: 'noServers' }, ['emailNoServers email noServers']],
    ['is that nobody could tell', { email: 'huong@songthu.vn' }, { servers: 'silent' }, ['emailServersSilent email']],
    [
      'is a mail that came back',
      {},
      { address: { suppression: { reason: 'permanentBounce', at: '2026-11-01T00:00:00.000Z' } } },
      ['emailClosed email'],
    ],
    [
      'is not a complaint: the address is good',
      {},
      { address: { suppression: { reason: 'complaint', at: '2026-11-01T00:00:00.000Z' } } },
      [],
    ],
    ['is a number that nobody can call', number('09123', { e164: null, valid: false, type: null }), {}, ['phoneInvalid phone tooShort']],
    ['is a hotline', number('1800 1234', { e164: null, valid: false, type: 'other' }), {}, ['phoneInvalid phone tollFree']],
    // Stored by a version that took it for good.
    ['is a prefix that was taken out of use since', number('+84161234567'), {}, ['phoneInvalid phone deadRange']],
    ['is a prefix that became another since', number('+841201234567'), {}, ['phoneRenumbered phone']],
    [
      'is a number beside the first that nobody can call, and not where it is',
      {
        extraPhones: [
          { raw: '+84161234567', e164: '+84161234567', valid: true, type: 'mobile', claimed: false },
          { raw: '+842838221234', e164: '+842838221234', valid: true, type: 'fixedLine', claimed: false },
        ],
      },
      {},
      ['phoneInvalid phone deadRange'],
    ],
    ['is a landline', number('+842838221234', { type: 'fixedLine' }), {}, ['phoneNotMobile phone']],
    ['is a number that another lead holds', number('+84912345678', { claimed: false }), {}, ['phoneShared phone']],
    ['is a name that a program broke', named('Nguy?n Th? Hu?ng'), {}, ['nameUnreadable fullName']],
    ['is a name of one word', named('Hường'), {}, ['nameInPart fullName']],
    ['is a name whose first word may be one of address', named('Anh Thư'), {}, ['nameInPart fullName']],
    ['is not the whole name behind a word of address', named('Chị Nguyễn Thị Lan'), {}, []],
    ['is an address that cannot be one', { email: null, emailTyped: 'huong@gmail' }, {}, ['emailUnusable email', 'missing email']],
    ['is no address that cannot be one, once there is another', { emailTyped: 'huong@gmail' }, {}, []],
    ['is an answer that its field cannot hold', { extra: { industry: 'đủ thứ', colour: 'đỏ' } }, {}, ['answerUnfit answer industry']],
    ['is nothing of an answer in other words', { extra: { industry: 'BÁN LẺ' } }, {}, []],
    [
      'is what is missing, in the order of the company',
      { fullName: null, nameKey: '', email: null },
      {},
      ['missing fullName', 'missing email'],
    ],
  ])('%s', (_what, changes, facts, expected) => {
    expect(found(changes, facts)).toEqual(expected);
  });

  it('begins with what cannot be used, and asks for what the company needs alone', () => {
    const lead = { email: 'ketoan@gmial.com', ...number('09123', { e164: null, valid: false, type: null }), fullName: null, nameKey: '' };

    expect(found(lead, { servers: 'noSuchDomain' }, ['fullName'])).toEqual([
      'emailNoServers email noSuchDomain',
      'phoneInvalid phone tooShort',
      'emailSlip email gmail.com',
      'emailRole email',
      'missing fullName',
    ]);
    expect(found({ fullName: null, nameKey: '', phone: null, email: null }, {}, [])).toEqual([]);
  });

  it('is said in both languages, with the reason', () => {
    expect(findingText({ code: 'phoneInvalid', field: 'phone', weight: 'wrong', reason: 'deadRange' })).toEqual({
      vi: 'Không gọi được số này: đầu số không còn dùng.',
      en: 'The number cannot be called: its prefix is not in use any more.',
    });
    expect(findingText({ code: 'phoneInvalid', field: 'phone', weight: 'wrong', reason: 'of a later version' }).en).toBe(
      'The number cannot be called.',
    );
    expect(findingText({ code: 'emailRole', field: 'email', weight: 'doubtful', of: 'ketoan@songthu.vn' })).toEqual({
      vi: 'Địa chỉ khác: E-mail dùng chung của nhiều người.',
      en: 'Another address: A mailbox that several people share.',
    });
    expect(findingText({ code: 'missing', field: 'province', weight: 'missing' }).vi).toBe('Chưa có tỉnh, thành phố.');
  });
});
