import { describe, expect, it } from '@jest/globals';
import { routeKeyOf } from '../../../api/route.ts';
import { defaultConfig } from '../../../config/index.ts';
import { MailRequest } from '../../../events/index.ts';
import { mailProducts } from '../../../functions/send-mail/products.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { readCompany } from '../../../shared/company/index.ts';
import { readLead } from '../../../shared/leads/index.ts';
import { MailId, NoteId, RepId, SplitId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import { readOpenProposals } from '../../../shared/proposals/index.ts';
import { heldIdOf } from '../../../shared/quarantine/rules-held-id.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { anyRoute, tokenRoutes } from '../../support/any-route.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { offerLeads } from '../../support/offers.ts';
import { expectations } from '../integration/expectations.ts';

/** The number of the record, and one that a later post says. */
const canary = /912\D{0,8}345\D{0,8}678|987\D{0,8}654\D{0,8}321/u;
const typed = 'Gọi +84 912.345.678 hoặc O912345678, nhà 0987 chấm 654 chấm 321, Zalo 0912345678, ０９１２３４５６７８';

type State = 'offered' | 'owned' | 'revealed' | 'waiting' | 'open';
const states: readonly State[] = ['offered', 'owned', 'revealed', 'waiting', 'open'];

interface Asked {
  readonly route: string;
  readonly caller: string;
  readonly status: number;
  readonly text: string;
}

/** Each string of a JSON answer, and each name. */
function stringsIn(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => [name, ...stringsIn(value)]);
}

/** A company whose pools mask, with a lead that tells its number in every way. */
async function company(state: State, masks: object) {
  const lines: string[] = [];
  const note = (...parts: unknown[]) => void lines.push(JSON.stringify(parts.map((part) => (part instanceof Error ? String(part) : part))));
  const log: Log = { ...silentLog, info: note, warn: note, error: note };
  const world = createWorld(log);
  const { config, parts, table } = world;
  config.change(companyKind, 'company', (before) => ({ ...before, ...masks }));
  if (state === 'offered') offerLeads(world);
  if (state === 'waiting') for (const { id } of defaultConfig.pools) config.change(poolKind, id, (pool) => ({ ...pool, members: [] }));
  if (state === 'open')
    for (const { id } of defaultConfig.pools) config.change(poolKind, id, (pool) => ({ ...pool, mode: 'claim' as const }));
  const details = {
    fullName: 'Lan 0912345678',
    email: '0912345678@example.com',
    phone: '0912 345 678 / 0987654321',
    company: 'Cty 0912-345-678',
    title: 'Kế toán 0912.345.678',
    province: 'TP.HCM',
    message: typed,
    cau_hoi: '0912/345/678',
  };
  const post = world.post(details, {
    context: {
      pageUrl: 'https://a.example/?sdt=0912345678',
      referrer: 'https://zalo.me/0912345678',
      utm: { campaign: '0912345678' },
      visitorId: null,
      locale: 'vi',
    } as never,
  });
  await world.takeIn(post);
  expect(world.outcome(post)?.kind).toBe('lead');
  const sender = { honeypotFilled: true, token: 'absent', addressHash: 'client', agentHash: 'agent' } as const;
  const held = world.post(details, { sender });
  await world.takeIn(held);
  await world.assignAll();
  await world.takeIn(
    world.post({ email: '0912345678@example.com', phone: '0987 654 321', fullName: 'Lan Chi 0912345678', message: typed }),
  );
  await world.assignAll();
  world.project();
  const [lead] = world.leads();
  if (!lead) throw new Error('there is no lead');
  const users = [...(await config.current(userKind)).documents.values()];
  const poolId = lead.owner?.poolId ?? lead.routing?.poolId;
  const callers = {
    admin: 'admin@example.com',
    manager: users.find(({ role, regions }) => role === 'manager' && regions?.includes('south'))?.email ?? '',
    leader: users.find(({ role, pools }) => role === 'leader' && pools?.some((id) => id === poolId))?.email ?? '',
    marketer: 'marketer@example.com',
    rep:
      users.find(({ repId }) => repId !== undefined && repId === lead.owner?.repId)?.email ??
      users.find(({ role }) => role === 'rep')?.email ??
      '',
  };
  const ask = anyRoute(world, log);
  const request = (routeKey: string, email: string, path: Record<string, string>, query: Record<string, string>, body?: unknown) =>
    ask(routeKey, email, { path, query, body, headers: { 'if-match': `"${world.leads()[0]?.version}"` } });
  const { leadId } = lead;
  const [proposal] = await readOpenProposals(table, lead);
  const path = {
    leadId,
    formId: 'contact',
    submissionId: post.submissionId,
    heldId: heldIdOf({ channel: 'form', sourceId: 'contact', submissionId: held.submissionId } as never),
    proposalId: proposal?.proposalId ?? 'none',
    opportunityId: 'none',
    callId: 'none',
    taskId: `${leadId}.none`,
    purchaseId: 'none',
    factId: 'none',
    visitorId: 'none',
    segmentId: 'khach-vip',
    sequenceId: 'none',
    kind: 'pools',
    repId: 'rep-lan',
    poolId: poolId ?? 'south',
  };
  if (state === 'revealed') await request('POST /v1/leads/{leadId}/reveal', callers.rep, path, {});
  // What people write of the person stands in lists of tasks, calls and needs from here on.
  const at = new Date(parts.clock().getTime() + 3_600_000).toISOString();
  await request(
    'POST /v1/leads/{leadId}/tasks',
    callers.admin,
    path,
    {},
    { kind: 'call', title: typed.slice(0, 100), note: typed, dueAt: at, repId: 'rep-lan' },
  );
  await request('POST /v1/leads/{leadId}/tasks', callers.rep, path, {}, { kind: 'call', title: typed.slice(0, 100), dueAt: at });
  // Whoever calls has accepted.
  if (state !== 'offered') await request('POST /v1/leads/{leadId}/calls', callers.rep, path, {}, { outcome: 'closed', note: typed });
  await request('POST /v1/leads/{leadId}/opportunities', callers.admin, path, {}, { note: typed });
  world.project();
  return { world, request, callers, path, lead, lines };
}

/** What a list is asked for besides nothing. */
const queriesOf = (id: string): Record<string, string>[] => {
  const asked = expectations[id]?.query;
  const own = asked === undefined ? {} : Object.fromEntries(new URLSearchParams(asked));
  if (id === 'listLeads') return [own, { phone: '0912345678' }, { q: '0912345678' }, { sort: 'activity' }, { waiting: 'true' }];
  return id === 'noticeText' ? [own, { phone: 'whole' }, { phone: 'whole', locale: 'en' }] : [own];
};
const bodiesOf = (id: string, caller: string): unknown => expectations[id]?.bodyOf?.(caller as never) ?? expectations[id]?.body;

/** Asks every route as everybody, what looks first; answers what tells a number, and how much was asked. */
async function askAll({ request, callers, path }: Awaited<ReturnType<typeof company>>): Promise<Asked[]> {
  const answers: Asked[] = [];
  const looking = tokenRoutes.filter(({ method }) => method === 'GET');
  const writing = tokenRoutes.filter(({ method }) => method !== 'GET');
  for (const contract of [...looking, ...writing]) {
    const route = routeKeyOf(contract);
    const draft = contract.id === 'dryRunRouting' ? { leadId: path.leadId } : undefined;
    for (const [caller, email] of Object.entries(callers)) {
      for (const query of queriesOf(contract.id)) {
        for (const body of [bodiesOf(contract.id, caller), ...(draft ? [draft] : [])]) {
          const { status, text } = await request(route, email, path, query, body);
          answers.push({ route, caller, status, text });
        }
      }
    }
  }
  return answers;
}

const telling = (answers: readonly Asked[]) =>
  answers.filter(({ text }) => text !== '' && stringsIn(JSON.parse(text)).some((one) => canary.test(one.normalize('NFKC'))));
const who = (answers: readonly Asked[]) => [...new Set(answers.map(({ route, caller, status }) => `${caller}: ${route} ${status}`))];

const masked = { maskNumbers: true };

describe.each(states)('a lead of a masked pool that is %s', (state) => {
  it('tells its numbers by no route but the one that is asked for them, however they are written, to nobody but admins', async () => {
    const one = await company(state, masked);

    const answers = await askAll(one);

    expect(who(telling(answers).filter(({ caller }) => caller !== 'admin'))).toEqual([]);
    expect(who(answers.filter(({ status }) => status >= 500))).toEqual([]);
    expect(new Set(who(telling(answers))).size).toBeGreaterThan(3);
    expect(new Set(answers.map(({ route }) => route)).size).toBe(tokenRoutes.length);
    expect(one.lines.filter((line) => canary.test(line))).toEqual([]);
  });
});

it('the same company without masking tells numbers to those who work with the lead: the walk can turn red', async () => {
  const answers = await askAll(await company('owned', {}));

  const found = who(telling(answers)).filter((line) => /^(rep|leader|manager)/.test(line));
  expect(found).toEqual(expect.arrayContaining(['rep: GET /v1/leads/{leadId} 200', 'leader: GET /v1/leads 200', 'rep: GET /v1/tasks 200']));
  expect(found.length).toBeGreaterThan(15);
});

it('admins are masked, too, where the company says so', async () => {
  const answers = await askAll(await company('owned', { ...masked, unmaskedFor: [] }));

  expect(who(telling(answers))).toEqual([]);
});

describe('mails and messages to our own people', () => {
  /** Writes each notice that can be asked for, with its message of Telegram, and answers all of them. */
  async function writtenOf(state: State, masks: object) {
    const { world, lead } = await company(state, masks);
    const { config, parts, table } = world;
    config.change(companyKind, 'company', (before) => ({ ...before, telegram: { tokenParameter: 'telegram' } }));
    for (const { id, repId } of defaultConfig.users)
      if (repId === undefined) config.change(userKind, id, (user) => ({ ...user, notify: { telegramChatId: '654321' } }));
    for (const { id } of defaultConfig.reps) config.change(repKind, id, (rep) => ({ ...rep, notify: { telegramChatId: '123456' } }));
    const { leadId, source } = lead;
    const decisionId = lead.owner?.decisionId ?? 'none';
    const task = world.itemsOf(' TASK#')[0];
    const repId = RepId.parse(lead.owner?.repId ?? 'rep-lan');
    const at = parts.clock().toISOString();
    const claim = world.sent.notice.map(({ body }) => MailRequest.parse(body)).find(({ kind }) => kind === 'claimNotice');
    const hadIt = RepId.parse(defaultConfig.reps.find(({ id }) => id !== repId)?.id);
    const [repPart, leaderPart] = ['1-0', '1-0-2'];
    const asks: Record<string, object> = {
      assignedNotice: { subject: 'lead', decisionId },
      repeatNotice: source.first,
      hotNotice: { entryId: 'E1', at },
      taskReminder: { task: String(task?.name ?? String(task?.sk).slice('TASK#'.length)), dueAt: String(task?.dueAt) },
      overdueNotice: { repId, morning: '2027-12-01' },
      unacceptedNotice: { subject: 'lead', poolId: lead.routing?.poolId ?? 'south', endedAt: at, userId: 'leader-south' },
      declinedNotice: {
        subject: 'lead',
        poolId: lead.routing?.poolId ?? 'south',
        repId,
        decisionId,
        reason: 'other',
        userId: 'leader-south',
      },
      escalationNotice: { subject: 'lead', repId, since: lead.owner?.since ?? at, userId: 'leader-south' },
      replyNotice: { replyId: 'R01K9ZQ3V7N8Q0WJ9F4TE6H1KCM', at, userId: 'leader-south' },
      sequenceNotice: { sequenceId: 'none', sequenceVersion: 1, run: 1, stepId: 'none' },
      splitNotice: { poolId: lead.routing?.poolId ?? 'south', tick: at, since: at, waiting: 3, userId: 'leader-south' },
      givenNotice: { place: 'POOL#south', splitId: '01K9ZQ3V7N8Q0WJ9F4TE6H1KCM', repId },
      channelOffNotice: { repId, at },
      releasedNotice: { repId: hadIt, morning: at },
      takenNotice: { repId: hadIt, cause: 'split', count: 1, leads: [leadId] },
      marketingNotice: { userId: 'marketer', morning: at, since: at },
      morningNotice: { userId: 'leader-south', morning: at, since: at },
      mentionNotice: { noteId: 'N01K9ZQ3V7N3S3B0JH7E5A8R2XW', userId: 'leader-south' },
      webhookNotice: { webhookId: 'W01K9ZQ3V7N8Q0WJ9F4TE6H1KCS', at, userId: 'leader-south' },
      rightsNotice: { recordId: 'Y01K9ZQ3V7N8Q0WJ9F4TE6H1KCQ', of: 'answer', percent: 90, dueAt: at, userId: 'leader-south' },
      reportDigest: { userId: 'leader-south', of: 'week', from: '2026-11-16' },
      exportNotice: { since: at, until: '2099-01-01T00:00:00.000Z', userId: 'leader-south' },
      readingNotice: { repId, at, numbers: 30, usual: 4, userId: 'leader-south' },
      afterSaleNotice: { decisionId, repId },
      mergedNotice: { otherLeadId: leadId, repId, by: 'rule', at },
      partedNotice: { otherLeadId: 'L2', repId, at },
      digestNotice: { repId, part: repPart },
      leaderDigest: { userId: 'leader-south', part: leaderPart },
      ...(claim ? { claimNotice: claim } : {}),
    };
    // What lists tell of: digests of all that they may list, a split, and what a colleague had.
    const leave = (digest: string, kinds: readonly string[]) =>
      kinds.map((kind) => {
        const mailId = MailId.parse(`in-${digest}-${kind}`);
        const askedBy = { v: 1, kind, leadId, ...asks[kind] };
        const state = { status: 'inDigest', digest, askedBy, updatedAt: at, attempts: 0, leadVersion: 1, correlationId: 'c' };
        table.seed({ ...keys.mail(leadId, mailId), leadId, mailId, kind, audience: 'rep', ...state });
        return { leadId, mailId };
      });
    const ofRep = leave(repPart, ['assignedNotice', 'repeatNotice', 'hotNotice', 'sequenceNotice']);
    table.seed({ ...keys.digest(repId, repPart), notices: ofRep, expiresAt: 1 });
    const ofLeader = leave(leaderPart, ['unacceptedNotice', 'declinedNotice', 'escalationNotice', 'replyNotice', 'sequenceNotice']);
    table.seed({ ...keys.leaderDigest('leader-south', leaderPart), notices: ofLeader, expiresAt: 1 });
    const note = { noteId: 'N01K9ZQ3V7N3S3B0JH7E5A8R2XW', version: 1, at, by: 'admin', told: ['leader-south'] };
    table.seed({ ...keys.note(leadId, NoteId.parse(note.noteId)), ...note, text: '@leader-south Gọi 0912 345 678, 0987.654.321' });
    const split = {
      place: 'POOL#south',
      version: 1,
      kind: 'split',
      reason: 'relationship',
      by: 'leader-south',
      askedAt: at,
      poolId: 'south',
      phase: 'moved',
    };
    const shares = [{ repId, planned: 1, moved: 1, back: 0, first: [leadId] }];
    table.seed({
      ...keys.split('POOL#south', SplitId.parse('01K9ZQ3V7N8Q0WJ9F4TE6H1KCM')),
      ...split,
      ...{ parts: 1, next: 1, shares, leftOut: {}, missed: {}, expiresAt: 1 },
    });
    table.seed({ ...keys.released(hadIt, at), [leadId]: { rule: 'age', days: 14 }, expiresAt: 1 });
    const sender = {
      from: 'a@example.com',
      siteUrl: 'https://a.example',
      signedLinkKey: 'key',
      leadPage: 'https://c.example/#/khach/{leadId}',
    };
    const product = { ...parts, sender } as never;
    const written: Record<string, string> = {};
    for (const [kind, more] of Object.entries(asks)) {
      const request = { v: 1, kind, leadId, ...more } as unknown as MailRequest;
      const begun = { lead: readLead(table, leadId), company: readCompany(config) };
      const prepared = await mailProducts[request.kind].prepare(request, begun, product);
      if (!prepared) throw new Error(`no ${kind}`);
      const planned = { mailId: MailId.parse('m1') } as never;
      const guards = prepared.guards('x@example.com', { ...(product as object), planned, now: parts.clock() } as never);
      const { template: _template, ...mail } = prepared.compose('x@example.com', product) as object & { template?: unknown };
      written[kind] = JSON.stringify([mail, guards.map(({ write }) => write)]);
    }
    return written;
  }

  const only = (written: Record<string, string>, kind: string) => ({ [kind]: written[kind] ?? '' });

  const tell = (written: Record<string, string>) =>
    Object.entries(written).flatMap(([kind, text]) => (canary.test(text.normalize('NFKC')) ? [kind] : []));

  it.each(states)('carry no number of a lead that is %s', async (state) => {
    const written = await writtenOf(state, masked);

    expect(tell(written)).toEqual([]);
    const others = Object.values(mailProducts).filter(({ audience, kind }) => audience === 'rep' && !Object.hasOwn(written, kind));
    // Only what is open is told of as such.
    expect(others.map(({ kind }) => kind)).toEqual(state === 'open' ? [] : ['claimNotice']);
  });

  it('ask for the other channels of whoever named some, but for those that tell of a channel, or of numbers', async () => {
    const written = { ...(await writtenOf('owned', masked)), ...only(await writtenOf('open', masked), 'claimNotice') };

    const asked = Object.entries(written).filter(([, text]) => text.includes('"telegram.'));
    expect(Object.keys(written).filter((kind) => !asked.some(([one]) => one === kind))).toEqual(['channelOffNotice', 'reportDigest']);
  });

  it('list the leads that they tell of, each masked', async () => {
    const written = await writtenOf('owned', masked);

    const rowsOf = (kind: string): object[] => Object.values(JSON.parse(written[kind] ?? '')[0].lists ?? {}).flat() as object[];
    expect(rowsOf('digestNotice')).toHaveLength(4);
    for (const row of rowsOf('digestNotice')) expect(row).toMatchObject({ leadName: 'Lan +84 9•• ••• 678', phone: '+84 9•• ••• 678' });
    expect(rowsOf('givenNotice')).toMatchObject([{ leadName: 'Lan +84 9•• ••• 678', phone: '+84 9•• ••• 678' }]);
    expect(rowsOf('overdueNotice')).toContainEqual(expect.objectContaining({ leadName: 'Lan +84 9•• ••• 678', phone: '+84 9•• ••• 678' }));
    expect(rowsOf('releasedNotice')).toMatchObject([{ leadName: 'Lan +84 9•• ••• 678' }]);
    expect(rowsOf('takenNotice')).toMatchObject([{ leadName: 'Lan +84 9•• ••• 678' }]);
  });

  it('tell of an open lead nothing to reach the person by, whatever its pool masks', async () => {
    expect((await writtenOf('open', {})).claimNotice).not.toMatch(canary);
  });

  it('carry a page in its place, and numbers where nothing is masked', async () => {
    expect((await writtenOf('owned', masked)).assignedNotice).toContain('https://a.example/v1/numbers/');
    expect((await writtenOf('owned', masked)).assignedNotice).toContain('+84 9•• ••• 678');
    expect((await writtenOf('offered', masked)).assignedNotice).not.toContain('/v1/numbers/');
    expect((await writtenOf('offered', masked)).taskReminder).not.toContain('/v1/numbers/');
    expect((await writtenOf('offered', masked)).taskReminder).toContain('https://a.example/v1/assignments/');
    expect((await writtenOf('owned', masked)).taskReminder).not.toContain('/v1/assignments/');
    expect(tell(await writtenOf('owned', {}))).toEqual(
      expect.arrayContaining([
        'assignedNotice',
        'repeatNotice',
        'hotNotice',
        'sequenceNotice',
        'digestNotice',
        'givenNotice',
        'overdueNotice',
        'releasedNotice',
        'takenNotice',
      ]),
    );
  });
});

it('what is kept of a lead still holds its number: it is masked where it leaves', async () => {
  const { world, lead } = await company('owned', masked);

  expect((await world.table.get(keys.lead(lead.leadId)))?.phone).toMatchObject({ e164: expect.stringMatching(canary) });
});
