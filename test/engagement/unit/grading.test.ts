import { describe, expect, it } from '@jest/globals';
import type { Engagement, Verdict } from '../../../shared/engagement/record.ts';
import { beganVisit } from '../../../shared/engagement/rules-mail.ts';
import { click, fiveLinks, gradesOf, open, trap } from '../../support/engagement.ts';

const hour = 3_600;
const verdict = (grade: Verdict['grade'], kind: Verdict['by']['kind'] = 'user'): Verdict => ({
  grade,
  by: { kind, id: 'x' },
  at: '2026-11-22',
});

describe('one engagement alone is', () => {
  it.each<[string, Engagement, string]>([
    ['a person’s, with a browser, when there was time to read', click('a', 60), 'human plain'],
    ['a person’s without an open before: pictures are often off', click('a', hour), 'human plain'],
    ['a machine’s before anybody can have read the subject', click('a', 9), 'machine instant'],
    ['a machine’s before the mail was even sent', click('a', -3), 'machine instant'],
    ['doubtful within the minute in which scanners come', click('a', 59), 'unsure early'],
    ['a machine’s when it only asks for the head', click('a', hour, { isGet: false }), 'machine notGet'],
    ['a machine’s when it says so', click('a', hour, { agent: 'bot' }), 'machine bot'],
    ['a machine’s when mail security says its name', click('a', hour, { agent: 'scanner' }), 'machine scanner'],
    ['a machine’s when no person can see the link', trap('a', hour), 'machine hiddenLink'],
    ['doubtful without a known agent', click('a', hour, { agent: 'unknown' }), 'unsure agent'],
    ['doubtful when the mail program itself follows the link', click('a', hour, { agent: 'mailApp' }), 'unsure agent'],
    ['an open in a mail program', open('a', hour), 'human plain'],
    ['doubtful for an open by a privacy proxy', open('a', hour, { agent: 'proxy' }), 'unsure proxy'],
    ['doubtful for an open at once, never a machine’s', open('a', 3), 'unsure early'],
  ])('%s', (_case, engagement, expected) => {
    expect(gradesOf([engagement])).toEqual([`a ${expected}`]);
  });
});

describe('engagements together are graded', () => {
  const links = (at: number, pace: number, wanted: readonly string[], more: Partial<Engagement> = {}): Engagement[] =>
    wanted.map((link, index) => click(`l${link}`, at + index * pace, { link, ...more }));

  it.each<[string, readonly Engagement[], readonly string[]]>([
    ['three links in two seconds', links(hour, 1, ['1', '2', '3']), ['l1 machine sweep', 'l2 machine sweep', 'l3 machine sweep']],
    [
      'most links, one in three seconds',
      links(hour, 3, ['1', '2', '3', '4']),
      ['l1 machine sweep', 'l2 machine sweep', 'l3 machine sweep', 'l4 machine sweep'],
    ],
    ['two links, some seconds apart', links(hour, 4, ['1', '2']), ['l1 human plain', 'l2 human plain']],
    ['two links within a second', links(hour, 1, ['1', '2']), ['l1 unsure pair', 'l2 unsure pair']],
    ['the same link twice, as impatient people do', [click('a', hour), click('b', hour + 1)], ['a human plain', 'b human plain']],
    [
      'nearly all links, slowly, from one address',
      links(hour, 90, ['1', '2', '3', '4']),
      ['l1 unsure allLinks', 'l2 unsure allLinks', 'l3 unsure allLinks', 'l4 unsure allLinks'],
    ],
    [
      'an open just before a sweep, and a click just after',
      [open('o', hour - 33, { network: 'proxy' }), ...links(hour, 0, ['1', '2', '3']), click('late', hour + 50, { network: 'other' })],
      ['l1 machine sweep', 'l2 machine sweep', 'l3 machine sweep', 'late machine nearScan', 'o machine nearScan'],
    ],
    [
      'clicks around the hidden link, by whomever',
      [click('before', hour - 40), trap('t', hour), click('after', hour + 60, { network: 'other' })],
      ['after machine nearScan', 'before machine nearScan', 't machine hiddenLink'],
    ],
    [
      'a click long after the hidden link, from another address',
      [trap('t', 30), click('a', hour, { network: 'home' })],
      ['a human plain', 't machine hiddenLink'],
    ],
    [
      'the scanner’s own address, within the hour and later, when the office may share it',
      [trap('t', 100), click('a', 1_900, { network: 'gateway' }), click('b', 3 * hour, { network: 'gateway' })],
      ['a machine scannerAddress', 'b unsure sharedAddress', 't machine hiddenLink'],
    ],
    [
      'one link from two addresses within a minute',
      [click('a', hour), click('b', hour + 12, { network: 'cloud' })],
      ['a unsure twoAddresses', 'b unsure twoAddresses'],
    ],
    [
      'one link from three addresses within a minute',
      [click('a', hour), click('b', hour + 12, { network: 'cloud' }), click('c', hour + 20, { network: 'farm' })],
      ['a machine manyAddresses', 'b machine manyAddresses', 'c machine manyAddresses'],
    ],
    [
      'two addresses, cleared up by the person’s next click',
      [click('a', hour), click('b', hour + 12, { network: 'cloud' }), click('next', hour + 100, { link: '2' })],
      ['a human laterClick', 'b unsure twoAddresses', 'next human plain'],
    ],
    [
      'a quick click and the next at a person’s pace',
      [click('a', 20), click('b', 80, { link: '2' })],
      ['a human laterClick', 'b human plain'],
    ],
    [
      'a quick click and one from elsewhere',
      [click('a', 20), click('b', 80, { link: '2', network: 'other' })],
      ['a unsure early', 'b human plain'],
    ],
    ['a quick click and one hours later', [click('a', 20), click('b', 5 * hour)], ['a unsure early', 'b human plain']],
    [
      'an open by a proxy that a click follows',
      [open('o', hour, { agent: 'proxy', network: 'proxy' }), click('a', hour + 30)],
      ['a human plain', 'o human laterClick'],
    ],
    ['a held click does not vouch for another', [click('a', 15), click('b', 40, { link: '2' })], ['a unsure early', 'b unsure early']],
    ['a quick click that a visit began with', [click('a', 20, { isVisited: true })], ['a human visit']],
    ['a visit and the hidden link', [trap('t', 25), click('a', 20, { isVisited: true })], ['a machine nearScan', 't machine hiddenLink']],
    [
      'a person’s word against the hidden link',
      [trap('t', 25), click('a', 20, { verdict: verdict('human') })],
      ['a human verdict', 't machine hiddenLink'],
    ],
    [
      'a rule’s word against the hidden link',
      [trap('t', 25), click('a', 20, { verdict: verdict('human', 'system') })],
      ['a machine nearScan', 't machine hiddenLink'],
    ],
    ['a rule’s word against nothing', [click('a', hour, { verdict: verdict('machine', 'system') })], ['a machine verdict']],
    [
      'a click that somebody holds, and a later one',
      [click('a', 20, { verdict: verdict('unsure') }), click('b', 80)],
      ['a unsure verdict', 'b human plain'],
    ],
  ])('%s', (_case, engagements, expected) => {
    expect(gradesOf(engagements)).toEqual(expected);
    expect(gradesOf(engagements.toReversed())).toEqual(expected);
  });

  it('take a late delivery into account', () => {
    const late = { ...fiveLinks, deliveredAt: 600 };

    expect(gradesOf([click('a', 605), click('b', 640, { link: '2', network: 'other' })], late)).toEqual([
      'a machine instant',
      'b unsure early',
    ]);
  });

  it('do not take three of thirty links for a sweep unless they come at once', () => {
    const digest = { ...fiveLinks, links: 30 };

    expect(gradesOf(links(hour, 4, ['1', '2', '3']), digest)).toEqual(['l1 human plain', 'l2 human plain', 'l3 human plain']);
    expect(gradesOf(links(hour, 1, ['1', '2', '3']), digest).every((line) => line.endsWith('machine sweep'))).toBe(true);
  });

  it('take three links in ten seconds for a sweep where nobody says how many there are', () => {
    expect(gradesOf(links(hour, 4, ['1', '2', '3']), { ...fiveLinks, links: null }).every((line) => line.endsWith('sweep'))).toBe(true);
  });
});

describe('a visit begins with a click', () => {
  it.each<[string, readonly (readonly number[])[], boolean]>([
    ['when a page comes within minutes', [[1_040, 1_200]], true],
    ['when the visitor’s clock is a minute slow', [[940]], true],
    ['not when it comes much later', [[1_700]], false],
    ['not when the person was on the site before: a welcome mail comes while they are', [[700, 1_040]], false],
    ['when the visit before ended long ago', [[-1_200, 1_040]], true],
    ['on one device, whatever the other one does', [[700], [1_040]], true],
    ['not without any visit', [], false],
  ])('%s', (_case, visits, expected) => {
    expect(beganVisit(1_000, visits)).toBe(expected);
  });
});
