import { describe, expect, it } from '@jest/globals';
import { type Counted, type SenderSignals, type Submission, suspicions, type TokenVerdict } from '../../../shared/capture/index.ts';
import { createBorder, formsWith, huong } from '../../support/capture.ts';
import { wronglyAnswered } from '../../support/corpus.ts';
import { internationalNames, vietnameseNames } from '../../support/names.ts';
import { postRef } from '../../support/post-ref.ts';
import { report } from '../../support/seeded.ts';

const contact = formsWith('contact').find(({ id }) => id === 'contact');
const quote = formsWith('quote').find(({ id }) => id === 'quote');
if (!contact || !quote) throw new Error('the default forms are missing');

function submission(fullName: string, sender: Partial<SenderSignals> = {}): Submission {
  return {
    ...postRef('a1'),
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

/** The only post of its address, with the token that the border saw. */
const counted = (post: Submission, more: Partial<Counted> = {}): Counted => ({ addressPosts: [1], token: post.sender.token, ...more });
const why = (post: Submission, form = contact, more: Partial<Counted> = {}) => suspicions(post, form, counted(post, more));

describe('suspicions', () => {
  const names = [...vietnameseNames, ...internationalNames];
  report(`names: ${vietnameseNames.length} Vietnamese, ${internationalNames.length} international`);

  it('lets every name pass that people have', () => {
    expect(wronglyAnswered(names, (name) => why(submission(name)), [])).toEqual([]);
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
    'evil.vn',
    'evil.io/x',
    't.me/x',
    'evil\u200b.com',
    'evil\u00ad.c\u2060om',
    'evil。com',
    'evil．com',
    'Lan vay24h.vn',
    'lan evil.com.vn',
  ])('sees the link in %j', (name) => {
    expect(why(submission(name))).toEqual(['linkInName']);
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
    expect(why(submission(name))).toEqual(['gibberish']);
  });

  it.each([
    ['honeypot', { honeypotFilled: true }],
    ['tooFast', { token: 'tooFast' }],
  ] as const)('gives %s as the reason', (reason, sender) => {
    expect(why(submission('Lan', sender))).toEqual([reason]);
  });

  it.each([
    ['company', 'Xem báo giá tại evil.vn', ['linkInField']],
    ['company', 'http://evil.example', ['linkInField']],
    ['company', 'evil.vn/dang-nhap', ['linkInField']],
    ['company', 'Tiki.vn', []],
    ['company', 'thegioididong.com', []],
    ['title', 'www.evil.top', ['linkInField']],
    ['province', 'Hà Nội evil.com', ['linkInField']],
    ['product', 'https://evil.example', ['linkInField']],
    ['message', 'Trang của tôi: https://cuahanglan.example', []],
    ['website', 'https://cuahanglan.example', []],
  ])('looks for links in what reps read at a glance: %s %j', (field, text, reasons) => {
    const post = submission('Lan');

    expect(why({ ...post, fields: { ...post.fields, [field]: text } })).toEqual(reasons);
  });

  it.each<[TokenVerdict, string[]]>([
    ['absent', ['missingToken']],
    ['forged', ['forgedToken']],
    ['expired', ['expiredToken']],
    ['overused', ['overusedToken']],
    ['valid', []],
  ])('take a token that is %s as none, which matters where the form requires one', (token, reasons) => {
    expect(why(submission('Lan'), contact, { token })).toEqual([]);
    expect(why(submission('Lan'), quote, { token })).toEqual(reasons);
  });

  it('holds back what goes over the limit of an address, and gives all reasons', () => {
    const limit = contact.addressLimitPer10Minutes;

    expect(why(submission('Lan'), contact, { addressPosts: [limit] })).toEqual([]);
    expect(why(submission('asdfghjkl http://x', { honeypotFilled: true }), contact, { addressPosts: [limit + 1] })).toEqual([
      'honeypot',
      'linkInName',
      'gibberish',
      'addressLimit',
    ]);
  });
});

describe('what a browser fills by itself', () => {
  it.each(['website', 'url', 'homepage', 'fax', 'nickname'])('is kept beside the lead and holds nobody back: %s', async (name) => {
    const { post, submissions } = createBorder();

    await post({ body: { fields: { ...huong, [name]: 'https://cuahanglan.example' } } });

    expect(submissions()).toMatchObject([{ extra: { [name]: 'https://cuahanglan.example' }, sender: { honeypotFilled: false } }]);
  });
});
