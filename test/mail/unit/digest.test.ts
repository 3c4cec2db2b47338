import { beforeEach, describe, expect, it } from '@jest/globals';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { Killed } from '../../support/effects.ts';
import { samplePost, startAt } from '../../support/lead-world/sample.ts';
import { asked, MailWorld, rep } from '../../support/mail-world.ts';

const minutes = 60_000;
const hours = 60 * minutes;
let world: MailWorld;

beforeEach(() => {
  world = new MailWorld();
});

const names = ['An', 'Bình', 'Chi', 'Dũng', 'Giang', 'Hà', 'Khánh', 'Linh', 'Minh', 'Nga', 'Oanh', 'Phúc', 'Quân', 'Sơn', 'Thảo'];
const nameOf = (number: number): string => `Trần ${names[(number - 1) % names.length]} ${number}`;
const idOf = (number: number) => LeadId.parse(`L${number}`);

/** Leads of one rep, each with a number and a name of its own. */
function putLeads(first: number, last: number, repId = 'rep-lan'): void {
  for (let number = first; number <= last; number += 1) {
    world.putLead({ leadId: idOf(number), fullName: nameOf(number), owner: ownerOf(repId) });
  }
}

const ownerOf = (repId: string) =>
  LeadOwner.parse({ repId, poolId: 'south', since: new Date(startAt - 3 * hours).toISOString(), decisionId: 'D1' });

/** Asks for the notices of leads, and lets them be handled. */
async function assign(first: number, last: number): Promise<void> {
  for (let number = first; number <= last; number += 1) world.deliver('notice', asked('assignedNotice', idOf(number)));
  await world.run(world.now);
}

/** Lets time pass, with a look at the timers each minute. */
async function pass(ms: number): Promise<void> {
  for (const end = world.now + ms; world.now < end; ) {
    await world.tick();
    await world.run(Math.min(end, world.now + minutes));
  }
}

const subjects = () => world.sent.map(({ subject }) => subject);
const digests = () => world.sent.filter(({ tags }) => tags.kind === 'digestNotice');
const statuses = () =>
  Object.fromEntries(
    world.mails().flatMap(({ leadId, kind, status, reason }) => (kind === 'digestNotice' ? [] : [[leadId, reason ?? status]])),
  );
const listedIn = (text: string): number[] => [...text.matchAll(/^Trần \S+ (\d+)$/gm)].map(([, number]) => Number(number));

describe('notices to one rep', () => {
  it('come one by one up to ten in an hour, the others in a digest ten minutes later at most', async () => {
    putLeads(1, 14);

    await assign(1, 14);
    const atOnce = subjects().length;
    await pass(10 * minutes);

    expect(atOnce).toBe(10);
    expect(digests()).toHaveLength(1);
    expect(digests()[0]).toMatchObject({ to: rep.email, subject: '4 thông báo: Trần Oanh 11, Trần Phúc 12, Trần Quân 13', replyTo: null });
    expect(listedIn(digests()[0]?.text ?? '')).toEqual([11, 12, 13, 14]);
    expect(world.sent).toHaveLength(11);
  });

  it('are at rest in the digest, and the lead’s history says so', async () => {
    putLeads(1, 11);

    await assign(1, 11);

    expect(statuses()).toMatchObject({ L10: 'sent', L11: 'inDigest' });
    expect(world.timeline().filter(({ leadId }) => leadId === 'L11')).toEqual([
      expect.objectContaining({ type: 'mail.gathered', data: { mailId: 'assignedNotice-D1', kind: 'assignedNotice' } }),
    ]);
  });

  it('show in the digest whom to call and how, what it is about, and why', async () => {
    putLeads(1, 11);

    await assign(1, 11);
    await pass(10 * minutes);

    const [{ html = '', text = '' } = {}] = digests();
    expect(html).toContain('href="tel:+84912345678"');
    expect(html).toContain('href="mailto:huong@example.com"');
    for (const said of ['Lead mới của anh/chị', 'Trần Oanh 11', '0912 345 678', 'TP. Hồ Chí Minh', 'Sông Thu', 'Bán hàng']) {
      expect(html).toContain(said);
      expect(text).toContain(said);
    }
  });

  it('are not cut off by a mail program, though all of a digest say a lot', async () => {
    const company = 'Công ty Trách nhiệm hữu hạn Thương mại Dịch vụ Xuất nhập khẩu Sông Thu';
    const message = 'Nhờ anh chị gửi báo giá “trọn gói” cho mười hai máy, có hỗ trợ hoá đơn điện tử & kết nối kho. '.repeat(20);
    for (let number = 1; number <= 50; number += 1) {
      const lead = world.putLead({ leadId: idOf(number), fullName: nameOf(number), company, owner: ownerOf('rep-lan') });
      for (const post of ['s1', 's2', 's3', 's4'])
        world.putPost(samplePost(lead, post, { fields: { fullName: 'Trần Văn Khác', email: lead.email ?? '', message } }));
    }

    await assign(1, 50);
    await pass(10 * minutes);

    expect(new Set(digests().map(({ text }) => listedIn(text).length))).toEqual(new Set([15, 25]));
    // Gmail hides what lies beyond 102 KB.
    expect(Math.max(...digests().map(({ html }) => Buffer.byteLength(html)))).toBeLessThan(80_000);
    expect(digests()[0]?.text).toContain('…');
  });

  it('come in the language of the rep', async () => {
    world.documents.reps = [RepConfig.parse({ ...rep, locale: 'en' })];
    putLeads(1, 11);

    await assign(1, 11);
    await pass(10 * minutes);

    expect(digests()[0]?.subject).toBe('Notices (1): Trần Oanh 11');
    expect(digests()[0]?.text).toContain('Your new lead');
  });

  it('are counted for each rep apart', async () => {
    world.documents.reps = [rep, RepConfig.parse({ id: 'rep-nam', name: 'Nam', email: 'nam@sales.example' })];
    putLeads(1, 10);
    putLeads(11, 20, 'rep-nam');

    await assign(1, 20);

    expect(world.sent).toHaveLength(20);
  });

  it('come one by one again when an hour has gone by', async () => {
    putLeads(1, 11);
    await assign(1, 10);

    await pass(70 * minutes);
    await assign(11, 11);

    expect(digests()).toEqual([]);
    expect(world.sent).toHaveLength(11);
  });

  it('count over the full hour: ten just before it and one just after are eleven', async () => {
    putLeads(1, 11);
    world.now = Date.parse('2026-11-22T03:59:00.000Z');
    await assign(1, 10);

    await pass(2 * minutes);
    await assign(11, 11);

    expect(statuses()).toMatchObject({ L11: 'inDigest' });
  });

  it('of a hot lead come at once up to thirty in an hour', async () => {
    putLeads(1, 30);
    await assign(1, 29);
    world.putHotLead({ leadId: idOf(40), fullName: nameOf(40), owner: ownerOf('rep-lan') });
    world.putHotLead({ leadId: idOf(41), fullName: nameOf(41), owner: ownerOf('rep-lan') });

    world.deliver('notice', asked('hotNotice', idOf(40)));
    world.deliver('notice', asked('hotNotice', idOf(41)));
    await world.run(world.now);

    expect(statuses()).toMatchObject({ L40: 'sent', L41: 'inDigest' });
  });

  it('of a repeat take their turn in the digest too: the same form is not listed twice', async () => {
    putLeads(1, 11);
    await assign(1, 10);

    world.deliver('notice', asked('repeatNotice', idOf(11), 's2'));
    world.deliver('notice', asked('repeatNotice', idOf(11), 's3'));
    await world.run(world.now);
    await pass(10 * minutes);

    expect(digests().map(({ text }) => listedIn(text))).toEqual([[11]]);
    const ends = world.mails().flatMap(({ kind, status, reason }) => (kind === 'repeatNotice' ? [reason ?? status] : []));
    expect(ends).toEqual(['inDigest', 'ownerToldLately']);
  });

  it('become several digests where one would be too long, and none is missed', async () => {
    putLeads(1, 75);

    await assign(1, 75);
    await pass(10 * minutes);

    const listed = digests().map(({ text }) => listedIn(text));
    expect(Math.max(...listed.map(({ length }) => length))).toBeLessThanOrEqual(25);
    expect(listed.flat().sort((one, other) => one - other)).toEqual(Array.from({ length: 65 }, (_, index) => index + 11));
  });

  it('leave out what is not the rep’s any more, and say so', async () => {
    world.documents.reps = [rep, RepConfig.parse({ id: 'rep-nam', name: 'Nam', email: 'nam@sales.example' })];
    putLeads(1, 12);
    await assign(1, 12);

    putLeads(12, 12, 'rep-nam');
    await pass(10 * minutes);

    expect(digests().map(({ text }) => listedIn(text))).toEqual([[11]]);
    expect(statuses()).toMatchObject({ L11: 'inDigest', L12: 'ownerChanged' });
  });

  it('reach the rep beside one that nobody can read', async () => {
    putLeads(1, 13);
    await assign(1, 13);
    world.table.seed({ ...keys.lead(idOf(12)), version: 'none' });
    const errors: string[] = [];
    world.log = { ...silentLog, error: (message) => void errors.push(message) };

    await pass(10 * minutes);

    expect(digests().map(({ text }) => listedIn(text))).toEqual([[11, 13]]);
    expect(errors).toEqual(['a digest leaves out a notice that cannot be read']);
  });

  it('reach the rep when the lead is gone with which their digest was to be kept', async () => {
    putLeads(1, 13);
    await assign(1, 13);
    await world.forget(idOf(11), idOf(12));

    await pass(10 * minutes);

    expect(digests().map(({ text }) => listedIn(text))).toEqual([[13]]);
    expect(world.mails().find(({ kind }) => kind === 'digestNotice')).toMatchObject({ leadId: idOf(13), status: 'sent' });
  });

  it('make no digest when all of its leads are gone', async () => {
    putLeads(1, 12);
    await assign(1, 12);
    await world.forget(idOf(11), idOf(12));

    await pass(20 * minutes);

    expect(digests()).toEqual([]);
    expect(world.nextDeliveryAt).toBeUndefined();
  });

  it('make no digest when nothing of it is left', async () => {
    putLeads(1, 11);
    await assign(1, 11);

    putLeads(11, 11, 'rep-nam');
    await pass(10 * minutes);

    expect(digests()).toEqual([]);
  });

  it('are not doubled by a message that comes again, before the digest or after', async () => {
    putLeads(1, 12);
    await assign(1, 12);
    world.deliver('notice', asked('assignedNotice', idOf(11)));

    await pass(10 * minutes);
    world.deliver('notice', asked('assignedNotice', idOf(12)));
    await pass(2 * hours);
    world.deliver('notice', asked('assignedNotice', idOf(12)));
    await pass(minutes);

    expect(digests().map(({ text }) => listedIn(text))).toEqual([[11, 12]]);
    expect(world.sent).toHaveLength(11);
  });

  it('go into the next digest where a worker comes after one was closed', async () => {
    putLeads(1, 12);
    await assign(1, 11);
    await pass(10 * minutes);
    const closedAt = world.now;

    world.now = closedAt - minutes;
    await assign(12, 12);
    world.now = closedAt;
    await pass(20 * minutes);

    expect(digests().map(({ text }) => listedIn(text))).toEqual([[11], [12]]);
  });

  it('survive that SES takes no digest for a while', async () => {
    putLeads(1, 12);
    await assign(1, 12);
    const fates = ['throttle', 'lostBefore'] as const;
    let calls = 0;
    world.fate = () => fates[calls++] ?? 'accept';

    await pass(40 * minutes);

    expect(digests().map(({ text }) => listedIn(text))).toEqual([[11, 12]]);
  });

  it('cost one write unit more each than they would uncounted, and seven or eight in a digest', async () => {
    putLeads(1, 20);
    const costs: number[] = [];
    for (let number = 1; number <= 13; number += 1) {
      const before = world.table.used.write;
      await assign(number, number);
      costs.push(world.table.used.write - before);
    }

    expect(costs.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 6));
    expect(costs.slice(11)).toEqual([7, 7]);
  });
});

describe('a worker that is killed at any call while notices are gathered', () => {
  /** Runs the same burst; a call is killed before or after it had its effect. Returns whom the rep was told of. */
  async function play(killAt: number, when: 'before' | 'after'): Promise<{ calls: number; told: number[] }> {
    world = new MailWorld(killAt + 1);
    putLeads(11, 13);
    world.table.seed({ ...keys.noticesOfRep(rep.id), [`n${Math.floor(world.now / (10 * minutes))}`]: 10 });
    let calls = 0;
    let killed = false;
    world.onCall = (_name, at) => {
      if (at === 'before') calls += 1;
      if (calls !== killAt || at !== when || killed) return;
      killed = true;
      throw new Killed();
    };
    for (const number of [11, 12, 13]) world.deliver('notice', asked('assignedNotice', idOf(number)));
    await world.run(world.now + 8 * minutes);
    for (let minute = 8; minute < 13; minute += 1) {
      await world.tick().catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      await world.run(world.now + minutes);
    }
    await world.run();
    return { calls, told: world.sent.flatMap(({ text }) => listedIn(text)) };
  }

  it('loses none and doubles none', async () => {
    const calm = await play(0, 'before');
    expect(calm.told).toEqual([11, 12, 13]);

    for (let killAt = 1; killAt <= calm.calls; killAt += 1) {
      for (const when of ['before', 'after'] as const) {
        const { told } = await play(killAt, when);
        const once = [...new Set(told)].sort((one, other) => one - other);
        expect({ killAt, when, once }).toEqual({ killAt, when, once: [11, 12, 13] });
        // A worker that died with SES's answer: a rep hears at least once, of the same digest.
        expect(told.length).toBe(3);
      }
    }
  });
});
