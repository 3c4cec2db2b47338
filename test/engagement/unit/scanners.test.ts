import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SeenEngagement } from '../../../shared/engagement/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { type MailedLead, mailedLead, moment, seenClick } from '../../support/engagement.ts';

const hour = 3_600;
const gateway = { address: '198.51.100.9' };
const links = ['1', '2', '3', '4', '5'];
const opening = (id: string, second: number, more: Partial<SeenEngagement> = {}) =>
  seenClick(id, moment(second), { action: 'open', link: null, links: null, ...more });
const following = (seconds: (place: number) => number, more: Partial<SeenEngagement> = {}) =>
  links.map((link, place) => seenClick(`c${link}`, moment(seconds(place)), { link, ...gateway, ...more }));

let lead: MailedLead;
beforeEach(async () => {
  lead = await mailedLead();
  // One click would warm a lead here, and one open, too.
  lead.world.config.change(scoringKind, 'scoring', (before) => ({
    ...before,
    interest: before.interest.map((rule) => (/^(clicked-in|opened)-a-mail$/.test(rule.id) ? { ...rule, points: 80 } : rule)),
  }));
  await lead.world.scoreAll(true);
});

/** What a branch of a sequence, a stage and a notice are decided by. */
const standing = async () => {
  const [one] = lead.world.leads();
  return { interest: await lead.interest(), stage: one?.stage, status: one?.status, evidence: one?.evidence };
};
const tell = async (seen: readonly SeenEngagement[]) => {
  await lead.record(...seen);
  await lead.world.scoreAll(true);
};

describe('a lead stands as before', () => {
  it.each<[string, readonly SeenEngagement[]]>([
    ['all links are followed at once, as the mail arrives', following(() => 2)],
    ['all links are followed at once, hours later', following((place) => 2 * hour + place)],
    ['all links are followed one by one within minutes', following((place) => hour + 60 * place)],
    [
      'the hidden link is followed, and one that people see',
      [seenClick('a', moment(hour), gateway), seenClick('t', moment(hour + 1), { link: 'hidden', ...gateway })],
    ],
    ['each link is asked for by HEAD', following((place) => hour + 100 * place, { method: 'HEAD' })],
    ['one link is followed seconds after the mail arrived', [seenClick('a', moment(4), gateway)]],
    ['one link is followed within the first minute', [seenClick('a', moment(40), gateway)]],
    ['a scanner says its name', [seenClick('a', moment(hour), { userAgent: 'Mozilla/5.0 (compatible; Barracuda Sentinel)', ...gateway })]],
    [
      'Apple fetches the picture before anybody looks',
      [opening('o', 5, { userAgent: 'Mozilla/5.0' }), opening('p', hour, { userAgent: 'Mozilla/5.0' })],
    ],
    [
      'Gmail shows the picture by its proxy',
      [opening('o', hour, { userAgent: 'Mozilla/5.0 (Windows NT 5.1) Firefox/11.0 (via ggpht.com GoogleImageProxy)' })],
    ],
    [
      'the mail is passed on, and the gateway there follows its links',
      [...following((place) => 6 * hour + place, { address: '192.0.2.200' }), opening('o', 6 * hour + 5, { address: '192.0.2.200' })],
    ],
    [
      'the mail is passed on, and the link is followed from three places within a minute',
      ['192.0.2.1', '198.51.100.1', '203.0.113.1'].map((address, place) => seenClick(`f${place}`, moment(hour + 10 * place), { address })),
    ],
  ])('where %s', async (_what, seen) => {
    const before = await standing();

    await tell(seen);

    expect(await standing()).toEqual(before);
  });

  it('again, when what counted for a person’s turns out to be a machine’s', async () => {
    const before = await standing();
    await tell([seenClick('a', moment(hour))]);
    const warm = await standing();

    await tell([seenClick('t', moment(hour + 30), { link: 'hidden' })]);

    expect(warm.interest).toBeGreaterThan(before.interest);
    expect((await standing()).interest).toBe(before.interest);
    expect((await standing()).evidence?.temperature).toBe(before.evidence?.temperature);
  });
});
