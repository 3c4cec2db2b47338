import { beforeEach, describe, expect, it } from '@jest/globals';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import { digests } from '../../support/digests.ts';
import { samplePost } from '../../support/lead-world/sample.ts';
import { asked, company, MailWorld } from '../../support/mail-world.ts';

const minutes = 60_000;
const hours = 60 * minutes;

let world: MailWorld;
let rings: string[];

beforeEach(() => {
  world = new MailWorld();
  rings = [];
  world.log = { ...silentLog, error: (message) => rings.push(message) } satisfies Log;
});

const limit = (mailLimits: Partial<CompanyConfig['mailLimits']>) => {
  world.documents.company = [CompanyConfig.parse({ ...company, mailLimits: { ...company.mailLimits, ...mailLimits } })];
};

/** A post of a stranger, which makes a lead of its own. */
function post(index: number, email = `khach${index}@gmail.com`) {
  const lead = world.putLead({ leadId: LeadId.parse(`L${index}`), email });
  world.putPost(samplePost(lead, `p${index}`));
  return asked('welcome', lead.leadId, `p${index}`);
}

async function welcome(...emails: (string | undefined)[]) {
  const first = world.mails().length;
  for (const [index, email] of emails.entries()) await handleMailMessage(post(first + index, email), world.parts());
}

const strangers = (count: number) => Array.from({ length: count }, () => undefined);
const reasons = () => world.mails().flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
const state = () => world.table.all().find(({ pk }) => pk === keys.strangers.pk);
const prove = (email: string) => world.table.seed({ ...keys.address(digests.address(email)), provenAt: '2026-01-01T00:00:00.000Z' });

describe('mails to people who may be strangers', () => {
  it('are as many as the budget, however many addresses somebody types; the leads are there and their records say why', async () => {
    const requests = Array.from({ length: 1_000 }, (_, index) => post(index));

    for (let start = 0; start < requests.length; start += 10) {
      await Promise.all(requests.slice(start, start + 10).map((request) => handleMailMessage(request, world.parts())));
    }

    expect(world.sent).toHaveLength(company.mailLimits.perTenMinutes);
    expect(reasons()).toEqual(Array.from({ length: 1_000 - company.mailLimits.perTenMinutes }, () => 'budgetSpent'));
    const told = world.timeline().filter(({ data }) => data.reason === 'budgetSpent');
    expect(new Set(told.map(({ leadId }) => leadId)).size).toBe(1_000 - company.mailLimits.perTenMinutes);
    expect(rings).toEqual(['mails to strangers are held back']);
  });

  it('go on in the next ten minutes, and ring again when that budget is spent', async () => {
    limit({ perTenMinutes: 2 });

    await welcome(...strangers(4));
    world.now += 10 * minutes;
    await welcome(...strangers(2));
    expect([world.sent.length, rings.length]).toEqual([4, 1]);

    await welcome(...strangers(2));
    expect([world.sent.length, rings.length]).toEqual([4, 2]);
  });

  it('end with the budget of the day, which rings once', async () => {
    limit({ perTenMinutes: 3, perDay: 7 });
    world.now = Date.parse('2026-11-24T01:00:00.000Z');

    for (let window = 0; window < 6; window += 1) {
      await welcome(...strangers(3));
      world.now += 10 * minutes;
    }
    expect([world.sent.length, rings.length]).toEqual([7, 1]);

    world.now = Date.parse('2026-11-25T00:00:00.000Z');
    await welcome(...strangers(3));
    expect(world.sent).toHaveLength(10);
  });

  it('are as many to one domain as it may get in a day; others still get theirs', async () => {
    limit({ perDomainAndDay: 2 });

    await welcome('a@khach.vn', 'b@khach.vn', 'c@khach.vn', 'd@KHACH.vn', 'a@khac.vn');
    expect(world.sent.map(({ to }) => to)).toEqual(['a@khach.vn', 'b@khach.vn', 'a@khac.vn']);
    expect(reasons()).toEqual(['domainBudgetSpent', 'domainBudgetSpent']);

    world.now += 24 * hours;
    await welcome('e@khach.vn');
    expect(world.sent).toHaveLength(4);
  });

  it('take nothing from the budget of all where their domain had its mails', async () => {
    limit({ perDomainAndDay: 1, perTenMinutes: 2 });

    await welcome('a@khach.vn', 'b@khach.vn', 'c@khach.vn', 'd@khach.vn', 'a@khac.vn');

    expect(world.sent.map(({ to }) => to)).toEqual(['a@khach.vn', 'a@khac.vn']);
  });

  it('have no limit of their own at a provider of free mail, where everybody’s go, nor at a domain of documents, where nobody’s do', async () => {
    limit({ perDomainAndDay: 1 });

    await welcome('a@gmail.com', 'b@gmail.com', 'c@yahoo.com.vn', 'd@yahoo.com.vn', 'e@example.com', 'f@example.com');

    expect(world.sent).toHaveLength(6);
  });
});

describe('a mail to a proven address', () => {
  it('goes beyond all limits, and takes nothing of them', async () => {
    limit({ perTenMinutes: 1, perDomainAndDay: 1 });
    for (const email of ['lan@khach.vn', 'minh@khach.vn']) prove(email);

    await welcome('lan@khach.vn', 'minh@khach.vn', 'la@khach.vn', 'la2@khac.vn');

    expect(world.sent.map(({ to }) => to)).toEqual(['lan@khach.vn', 'minh@khach.vn', 'la@khach.vn']);
    expect(reasons()).toEqual(['budgetSpent']);
  });

  it('waits for nobody, but for a pause', async () => {
    prove('lan@khach.vn');
    world.table.seed({ ...keys.strangers, total: 7, pausedUntil: new Date(world.now + 1).toISOString(), pauseReason: 'bounces' });

    await welcome('lan@khach.vn', 'la@khach.vn');

    expect(world.sent).toEqual([]);
    expect(reasons()).toEqual(['mailPaused', 'mailPaused']);
    expect(rings).toEqual([]);
  });
});

describe('a pause of mails to people', () => {
  it('ends by itself, and keeps no notice from its rep', async () => {
    world.table.seed({ ...keys.strangers, total: 7, pausedUntil: new Date(world.now + hours).toISOString(), pauseReason: 'bounces' });
    world.putHotLead();

    await handleMailMessage(asked('hotNotice'), world.parts());
    expect(world.sent.map(({ tags }) => tags.kind)).toEqual(['hotNotice']);

    world.now += hours;
    await welcome(undefined);
    expect(world.sent).toHaveLength(2);
  });

  it('stops a mail that SES did not take before it', async () => {
    world.fate = () => 'throttle';
    world.deliver('mail', post(1));
    await world.run(world.now);

    world.table.seed({ ...state(), pk: keys.strangers.pk, sk: keys.strangers.sk, pausedUntil: new Date(world.now + hours).toISOString() });
    world.fate = () => 'accept';
    await world.run();

    expect(world.sent).toEqual([]);
    expect(reasons()).toEqual(['mailPaused']);
  });
});

describe('a mail to a person', () => {
  it('has an ordinal among those that were let through, whether proven or not', async () => {
    limit({ perTenMinutes: 2 });
    prove('lan@khach.vn');

    await welcome(undefined, undefined, undefined, 'lan@khach.vn');

    expect(world.mails().map(({ status, ordinal }) => `${status} ${ordinal}`)).toEqual(['sent 1', 'sent 2', 'failed undefined', 'sent 3']);
    expect(state()?.total).toBe(3);
  });

  it('that SES did not take is tried again without being counted again, also when the budget is spent by then', async () => {
    limit({ perTenMinutes: 2 });
    let calls = 0;
    world.fate = () => {
      calls += 1;
      return calls === 1 ? 'throttle' : 'accept';
    };
    world.deliver('mail', post(0));
    await world.run(world.now);
    await welcome(undefined, undefined);

    await world.run();

    expect(world.sent).toHaveLength(2);
    expect(world.mails().map(({ ordinal, status }) => [ordinal, status])).toEqual([
      [1, 'sent'],
      [2, 'sent'],
      [undefined, 'failed'],
    ]);
  });

  it('that was sent is neither refused nor told of when its message comes once more after the budget was spent', async () => {
    limit({ perTenMinutes: 1 });
    const request = post(1);

    await handleMailMessage(request, world.parts());
    await handleMailMessage(request, world.parts());

    expect(world.mails().map(({ status }) => status)).toEqual(['sent']);
    expect(world.timeline().map(({ type }) => type)).toEqual(['mail.sent']);
  });
});

describe('the item that counts', () => {
  it('stays small over years of mails', async () => {
    for (let day = 0; day < 40; day += 1) {
      await welcome(undefined);
      world.now += 7 * hours;
    }

    expect(state()?.total).toBe(40);
    expect(Object.keys(state() ?? {}).length).toBeLessThan(24);
  });

  it('costs a mail one unit, and one more where its domain counts', async () => {
    const spent = async (email: string | undefined) => {
      const before = world.table.used.write;
      await welcome(email);
      return world.table.used.write - before;
    };

    const [free, own] = [await spent('a@gmail.com'), await spent('a@khach.vn')];
    prove('b@khach.vn');
    expect([own - free, own - (await spent('b@khach.vn'))]).toEqual([1, 1]);
  });
});
