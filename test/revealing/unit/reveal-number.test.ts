import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { createHandler as createLinks } from '../../../functions/answer-links/app.ts';
import { createHandler as createChanger } from '../../../functions/change-leads/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { LeadId, leadSubject, RepId, TaskName } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import { numberUrl } from '../../../shared/revealing/index.ts';
import { readSeat } from '../../../shared/seats/index.ts';
import { changed, createTask, readTasks, type Task, type TaskDraft, writeTasks } from '../../../shared/tasks/index.ts';
import { lambdaContext, postEvent } from '../../support/capture.ts';
import { signedLinkKey } from '../../support/confirming.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { OfferedWorld, offerLeads } from '../../support/offers.ts';

const masked = { maskNumbers: true };
const minutes = 60_000;

/** A lead of a masked pool that a rep owns, or that is offered to them. */
async function masking({ accept = 'none' as 'none' | 'offered', pool = masked as object } = {}) {
  const offered = await OfferedWorld.create({}, pool);
  if (accept === 'none') await offered.accept(await offered.own());
  const { world } = offered;
  const repId = (await offered.assignment()).repId ?? '';
  const told = () => world.timeline().filter(({ type }) => type === 'lead.revealed');
  const lines: string[] = [];
  const note = (...parts: unknown[]) => void lines.push(JSON.stringify(parts));
  const log: Log = { ...silentLog, info: note, warn: note, error: note };
  const email = (await world.config.current(userKind)).documents.values().find((user) => user.repId === repId)?.email ?? '';
  const change = createChanger({ ...world.parts } as never, log);
  /** Asks by the API. */
  const ask = async (by = email) => {
    const claims = { token_use: 'id', email: by, email_verified: 'true' };
    const { leadId } = offered.lead;
    const event = {
      routeKey: 'POST /v1/leads/{leadId}/reveal',
      pathParameters: { leadId },
      headers: {},
      requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
    };
    const { statusCode, body = '' } = await change(event, {} as Context);
    return { status: statusCode, body: JSON.parse(body || '{}') };
  };
  const links = createLinks({ ...world.parts, signedLinkKeys: [signedLinkKey], downloadKeys: [], log }, log);
  const token = (of: string = repId) => {
    const url = numberUrl({ leadId: offered.lead.leadId, repId: RepId.parse(of) }, world.parts.clock(), {
      siteUrl: 'https://a.example',
      signedLinkKey,
    });
    return url.slice(url.lastIndexOf('/') + 1);
  };
  /** Opens the page of a notice, or presses its button. */
  const follow = async (method: 'GET' | 'HEAD' | 'POST', of = token()) => {
    const answer = await links(
      { ...postEvent({ method }), routeKey: `${method} /v1/numbers/{token}`, pathParameters: { token: of } },
      lambdaContext,
    );
    return { status: answer.statusCode, body: answer.body ?? '' };
  };
  const everything = () => JSON.stringify([...world.table.items.values()]);
  return { offered, world, repId, told, ask, follow, token, lines, everything, email };
}

describe('a rep who has a lead of a masked pool', () => {
  it('is told the number, and the history that they asked, without the number', async () => {
    const { ask, told, repId, world, offered, lines } = await masking();

    const { status, body } = await ask();

    expect([status, body.phone.e164, body.email]).toEqual([200, '+84912345678', 'huong@example.com']);
    expect(told()).toMatchObject([{ data: { repId }, actor: { kind: 'user' }, leadId: offered.lead.leadId }]);
    expect(JSON.stringify(told())).not.toMatch(/912.?345/);
    expect(await readSeat(world.table, offered.lead.leadId, RepId.parse(repId))).toMatchObject({ revealedAt: body.revealedAt });
    expect(lines.join()).not.toMatch(/912.?345/);
  });

  it('looks again within a quarter of an hour without another line, and later with one', async () => {
    const { ask, told, world } = await masking();
    const first = await ask();
    world.pass(14 * minutes);
    const again = await ask();

    expect([again.body, told().length]).toEqual([first.body, 1]);

    world.pass(2 * minutes);
    const later = await ask();

    expect([later.status, told().length]).toEqual([200, 2]);
    expect(later.body.revealedAt > first.body.revealedAt).toBe(true);
  });

  it('makes one line, however many ask at once', async () => {
    const { ask, told } = await masking();

    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(told()).toHaveLength(1);
  });

  it('is told none before they accept', async () => {
    const { ask, told, follow } = await masking({ accept: 'offered' });

    const { status, body } = await ask();
    const page = await follow('POST');

    expect([status, body.detail]).toEqual([409, expect.stringMatching(/Accept the lead first.*nhận khách trước/)]);
    expect([page.status, page.body.match(/912/)]).toEqual([409, null]);
    expect(told()).toEqual([]);
  });

  it('is not told of a lead that is somebody else’s, nor are leaders and admins by this way', async () => {
    const { ask, told, world, repId } = await masking();
    const others = [...(await world.config.current(userKind)).documents.values()].filter((user) => user.repId !== repId);

    const answers = await Promise.all(others.map(({ email }) => ask(email)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(told()).toEqual([]);
  });

  it('of a pool that masks nothing is told without a line, and nothing is written', async () => {
    const { ask, everything } = await masking({ pool: {} });
    const before = everything();

    const { status, body } = await ask();

    expect([status, body.phone.e164, body.revealedAt]).toEqual([200, '+84912345678', null]);
    expect(everything()).toBe(before);
  });
});

describe('the page in a notice', () => {
  it('shows no number and changes nothing until its button is pressed, in the language of the rep', async () => {
    const { follow, everything, told } = await masking();
    const before = everything();

    const opened = await follow('GET');
    const headed = await follow('HEAD');

    expect([opened.status, headed.status]).toEqual([200, 200]);
    expect(opened.body).toContain('+84 9•• ••• 678');
    expect(opened.body).not.toMatch(/tel:\+84912|0912/);
    expect(everything()).toBe(before);

    const pressed = await follow('POST');

    expect(pressed.body).toContain('href="tel:+84912345678"');
    expect(pressed.body).toContain('0912 345 678');
    expect(told()).toMatchObject([{ actor: { kind: 'rep' } }]);
  });

  it('tells nobody who has the lead no more, and believes no token that is not ours', async () => {
    const { follow, token, told } = await masking();
    const of = token('rep-nobody');

    const answers = await Promise.all([follow('GET', of), follow('POST', of), follow('POST', `${token().slice(0, -1)}0`)]);

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 404]);
    expect(answers.map(({ body }) => body).join()).not.toMatch(/912|•••/);
    expect(told()).toEqual([]);
  });

  it('ends after a month', async () => {
    const { follow, token, world } = await masking();
    const of = token();
    world.pass(33 * 24 * 60 * minutes);

    expect([(await follow('GET', of)).status, (await follow('POST', of)).status]).toEqual([410, 410]);
  });
});

describe('a rep to whom a call was handed', () => {
  /** Has the owner hand a task to another rep. */
  async function handed(more: Partial<TaskDraft> = {}) {
    const floor = await masking();
    const { world, offered, repId } = floor;
    const other = (await world.config.current(userKind)).documents
      .values()
      .find((user) => user.repId !== undefined && user.repId !== repId);
    const ownerRepId = RepId.parse(other?.repId);
    const { leadId } = offered.lead;
    const now = world.parts.clock();
    const createdBy = { kind: 'user', id: 'u' } as const;
    const draft = { leadId, name: TaskName.parse('help'), subject: leadSubject, kind: 'call', reason: 'planned', createdBy } as const;
    const help = createTask({ ...draft, dueAt: now.toISOString(), ownerRepId, isHandedOver: true, ...more }, now);
    await world.table.transact(writeTasks([help], now));
    const read = async () => (await readTasks(world.table, leadId)).find(({ name }) => name === 'help');
    const change = async (fields: Partial<Pick<Task, 'status' | 'ownerRepId' | 'endedAt'>>) => {
      const task = await read();
      if (task) await world.table.transact(writeTasks([changed(task, fields)], world.parts.clock()));
    };
    return { ...floor, otherEmail: other?.email ?? '', ownerRepId, read, change };
  }

  it.each(['call', 'qualification'] as const)('is told the number while the %s is open, once for each visit', async (kind) => {
    const { ask, otherEmail, told, ownerRepId, read, world, follow, token } = await handed({ kind });

    const first = await ask(otherEmail);
    const again = await ask(otherEmail);
    const page = await follow('POST', token(ownerRepId));

    expect([first.status, first.body.phone.e164, again.body]).toEqual([200, '+84912345678', first.body]);
    expect(page.body).toContain('href="tel:+84912345678"');
    expect(told()).toMatchObject([{ data: { repId: ownerRepId } }]);
    expect(await read()).toMatchObject({ status: 'open', revealedAt: first.body.revealedAt });
    expect(world.itemsOf('READ#')).toMatchObject([{ total: 1 }]);
  });

  it('is told it also where the call lies under a record that is part of the lead by now', async () => {
    const part = LeadId.parse('PART');
    const { ask, otherEmail, world, offered } = await handed({ leadId: part });
    expect((await ask(otherEmail)).status).toBe(404);
    await world.table.update({
      Key: keys.lead(offered.lead.leadId),
      UpdateExpression: 'SET members = :members',
      ExpressionAttributeValues: { ':members': [part] },
    });

    expect((await ask(otherEmail)).body.phone.e164).toBe('+84912345678');
  });

  it.each<[why: string, fields: Partial<Pick<Task, 'status' | 'ownerRepId' | 'endedAt'>>]>([
    ['it is done', { status: 'done', endedAt: '2026-11-24T02:00:00.000Z' }],
    ['it was called off', { status: 'cancelled', endedAt: '2026-11-24T02:00:00.000Z' }],
    ['it was handed on', { ownerRepId: RepId.parse('rep-nobody') }],
  ])('is told nothing once %s', async (_why, fields) => {
    const { ask, otherEmail, told, change, follow, token, ownerRepId } = await handed();
    await change(fields);

    expect((await ask(otherEmail)).status).toBe(404);
    expect([(await follow('GET', token(ownerRepId))).status, (await follow('POST', token(ownerRepId))).status]).toEqual([409, 409]);
    expect(told()).toEqual([]);
  });

  it.each<Partial<TaskDraft>>([{ kind: 'mail' }, { kind: 'custom' }, { isHandedOver: false }])('needs no number for %j', async (more) => {
    const { ask, otherEmail, told } = await handed(more);

    expect([(await ask(otherEmail)).status, told()]).toEqual([404, []]);
  });
});

describe('the page of an offer', () => {
  it('shows the number to whoever accepts, and the history tells it; opened later it asks again', async () => {
    const { offered, told } = await masking({ accept: 'offered' });
    const token = offered.token(await offered.own());

    const opened = await offered.follow('GET', '', token);
    expect(opened.body).toContain('+84 9•• ••• 678');
    expect(opened.body).not.toMatch(/0912|84912/);

    const accepted = await offered.follow('POST', '/accept', token);
    expect(accepted.body).toContain('href="tel:+84912345678"');
    expect(told()).toHaveLength(1);

    const later = await offered.follow('GET', '', token);
    expect(later.body).not.toMatch(/0912|84912/);
    expect(later.body).toContain('/accept"');
    expect((await offered.follow('POST', '/accept', token)).body).toContain('tel:+84912345678');
    expect(told()).toHaveLength(1);
  });

  it('of a pool that masks nothing costs what it did', async () => {
    const world = createWorld();
    offerLeads(world);
    const { offered, told } = await masking({ accept: 'offered', pool: {} });
    const accepted = await offered.follow('POST', '/accept', offered.token(await offered.own()));

    expect(accepted.body).toContain('tel:+84912345678');
    expect(told()).toEqual([]);
    expect(offered.world.itemsOf('READ#')).toEqual([]);
  });
});
