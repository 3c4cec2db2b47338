import { describe, expect, it } from '@jest/globals';
import { type SenderSignals, type Submission, suspicions } from '../../../shared/capture/index.ts';
import { FormId, SubmissionId } from '../../../shared/platform/ids.ts';
import { formsWith, huong } from '../../support/capture.ts';
import { internationalNames, vietnameseNames } from '../../support/names.ts';
import { report } from '../../support/seeded.ts';

const contact = formsWith('contact').find(({ id }) => id === 'contact');
const quote = formsWith('quote').find(({ id }) => id === 'quote');
if (!contact || !quote) throw new Error('the default forms are missing');

function submission(fullName: string, sender: Partial<SenderSignals> = {}): Submission {
  return {
    formId: FormId.parse('contact'),
    submissionId: SubmissionId.parse('a1'),
    contentHash: 'x',
    receivedAt: '2026-11-22T03:00:00.000Z',
    formVersion: 1,
    fields: { ...huong, fullName },
    extra: {},
    droppedFiles: [],
    context: { pageUrl: null, referrer: null, utm: {}, visitorId: null, locale: null },
    consent: [],
    sender: { honeypotFilled: false, token: 'absent', addressHash: 'a', agentHash: 'b', ...sender },
  };
}

describe('suspicions', () => {
  const names = [...vietnameseNames, ...internationalNames];
  report(`names: ${vietnameseNames.length} Vietnamese, ${internationalNames.length} international`);

  it.each(names)('lets %j pass', (name) => {
    expect(suspicions(submission(name), contact, 1)).toEqual([]);
  });

  it.each([
    'Win at http://evil.example',
    'hxxps://x',
    'www.casino-vn.top',
    'Vay nhanh vaytien.com',
    'Lan casino88.vip',
    'bit.ly/3xYz',
    'Nam ｗｗｗ．evil．com',
    'zalo.me/g/abc123',
  ])('sees the link in %j', (name) => {
    expect(suspicions(submission(name), contact, 1)).toEqual(['linkInName']);
  });

  it.each([
    'asdfghjkl',
    'qwertyuiop',
    'Lkjhgfd',
    'xzcvbnmxx',
    'dfghdfgh',
    'hJkLmNpQx',
    'RfTgYhUjIk',
    'qLwNzXbVtR',
    'aaaaaaaa',
    'x7f3k9m2',
    'bcdfghjkl Lan',
    'zzzzzzz',
  ])('sees that %j is no name', (name) => {
    expect(suspicions(submission(name), contact, 1)).toEqual(['gibberish']);
  });

  it.each([
    ['honeypot', { honeypotFilled: true }],
    ['forgedToken', { token: 'forged' }],
    ['tooFast', { token: 'tooFast' }],
    ['expiredToken', { token: 'expired' }],
  ] as const)('gives %s as the reason', (reason, sender) => {
    expect(suspicions(submission('Lan', sender), contact, 1)).toEqual([reason]);
  });

  it('asks for a token only where the form does', () => {
    expect(suspicions(submission('Lan'), contact, 1)).toEqual([]);
    expect(suspicions(submission('Lan'), quote, 1)).toEqual(['missingToken']);
    expect(suspicions(submission('Lan', { token: 'valid' }), quote, 1)).toEqual([]);
  });

  it('holds back what goes over the limit of an address, and gives all reasons', () => {
    const limit = contact.addressLimitPer10Minutes;

    expect(suspicions(submission('Lan'), contact, limit)).toEqual([]);
    expect(suspicions(submission('asdfghjkl http://x', { honeypotFilled: true }), contact, limit + 1)).toEqual([
      'honeypot',
      'linkInName',
      'gibberish',
      'addressLimit',
    ]);
  });
});
