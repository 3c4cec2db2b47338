import { describe, expect, it } from '@jest/globals';
import { callKinds } from '../../../functions/do-calls/kinds.ts';
import { type Call, parseCall } from '../../../shared/calls/index.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { type CallId, DecisionId, LeadId } from '../../../shared/platform/ids.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { WebhookConfig } from '../../../shared/webhooks/webhook-config.ts';
import { CallWorld } from '../../support/calls/world.ts';
import { openWorld } from '../../support/claims.ts';
import { Killed } from '../../support/effects.ts';
import { decisionId } from '../../support/lead-world/sample.ts';
import { asked, company, MailWorld, rep } from '../../support/mail-world.ts';

const notify = { telegramChatId: '123456789', webhook: 'kho' };
const webhook = WebhookConfig.parse({ id: 'kho', url: 'https://hooks.partner.example/in', secretParameter: 'kho' });
const owner = LeadOwner.parse({ repId: rep.id, poolId: 'south', since: '2026-11-23T02:00:00.000Z', decisionId });

function worldWith(rep_: object = { notify }): MailWorld {
  const world = new MailWorld();
  world.documents.company = [CompanyConfig.parse({ ...company, telegram: { tokenParameter: 'bot' } })];
  world.documents.reps = [RepConfig.parse({ ...rep, ...rep_ })];
  world.documents.webhooks = [webhook];
  world.putLead({ owner, fullName: 'Trần <b>Văn</b> An & Co' });
  return world;
}

/** A lead, its post and form, the decision and what stands proposed: what a notice reads where the company has no bot. */
const usualReads = 5;

const callsOf = ({ table }: Pick<MailWorld, 'table'>): Call[] =>
  table.all().flatMap((item) => (String(item.pk).startsWith('CALL#') ? [parseCall(item)] : []));
const callOf = (world: MailWorld, kind: string): Call => {
  const found = callsOf(world).find((call) => call.kind === kind);
  if (!found) throw new Error(`no call of the kind ${kind}`);
  return found;
};

describe('the channels of a notice beside the mail', () => {
  it('are asked for once each, however often the message comes', async () => {
    const world = worldWith();
    world.copies = () => 3;
    world.deliver('notice', asked('assignedNotice'));

    await world.run();

    expect(world.sent).toHaveLength(1);
    expect(callsOf(world).map(({ kind, endpoint }) => [kind, endpoint])).toEqual(
      expect.arrayContaining([
        ['telegram', `telegram.${rep.id}`],
        ['noticeWebhook', 'kho'],
      ]),
    );
    expect(callsOf(world)).toHaveLength(2);
  });

  it('wait for nothing that SES does, and are not asked for again by a further try', async () => {
    const world = worldWith();
    let tries = 0;
    world.fate = () => {
      tries += 1;
      if (tries === 1) expect(callsOf(world)).toHaveLength(2);
      return tries < 4 ? 'throttle' : 'accept';
    };
    world.deliver('notice', asked('assignedNotice'));

    await world.run();

    expect([tries, world.sent.length, callsOf(world).length]).toEqual([4, 1, 2]);
  });

  it('are asked for once where the worker dies at any of its steps', async () => {
    for (let death = 1; death < 12; death += 1) {
      const world = worldWith();
      let steps = 0;
      world.onCall = () => {
        steps += 1;
        if (steps === death) throw new Killed();
      };
      world.deliver('notice', asked('assignedNotice'));

      await world.run();

      expect(callsOf(world)).toHaveLength(2);
      expect(world.mails()).toMatchObject([{ status: 'sent' }]);
    }
  });

  it('are asked for by nobody who named none: with a bot it costs them one read and no write, without one nothing', async () => {
    const world = worldWith({ notify: undefined });
    const written: string[] = [];
    world.onCall = (name, when) => void (when === 'before' && written.push(name));
    world.deliver('notice', asked('assignedNotice'));

    await world.run();

    expect(callsOf(world)).toEqual([]);
    const plain = new MailWorld();
    const usual: string[] = [];
    plain.onCall = (name, when) => void (when === 'before' && usual.push(name));
    plain.putLead({ owner });
    plain.deliver('notice', asked('assignedNotice'));
    await plain.run();
    expect(written.toSorted()).toEqual([...usual, 'get'].toSorted());
    expect(usual.filter((name) => name === 'get')).toHaveLength(usualReads);
  });

  it('are left alone where the lead has another owner by now', async () => {
    const world = worldWith();
    world.putLead({ owner: { ...owner, decisionId: DecisionId.parse('D9') } });
    world.deliver('notice', asked('assignedNotice'));

    await world.run();

    expect([world.sent, callsOf(world)]).toEqual([[], []]);
  });

  it('tell of a lead that became hot', async () => {
    const world = worldWith();
    world.putHotLead({ owner });
    world.deliver('notice', asked('hotNotice'));

    await world.run();

    expect(callOf(world, 'telegram').request).toMatchObject({ html: expect.stringContaining('Lead đã nóng lên') });
  });

  it('ring once for all that a digest lists', async () => {
    const world = worldWith();
    for (let number = 1; number <= 14; number += 1) {
      const decision = DecisionId.parse(`D${number}`);
      world.putLead({ leadId: LeadId.parse(`L${number}`), owner: { ...owner, decisionId: decision } });
      world.deliver('notice', { ...asked('assignedNotice', `L${number}`), decisionId: decision });
    }

    await world.run(world.now + 60_000);
    const before = callsOf(world).filter(({ kind }) => kind === 'telegram').length;
    world.copies = () => 2;
    await world.jump(12 * 60_000);

    expect(before).toBe(10);
    const digests = callsOf(world).filter(({ request }) => JSON.stringify(request).match(/4 thông báo của anh\/chị|digestNotice/));
    expect(digests.map(({ kind }) => kind).toSorted()).toEqual(['noticeWebhook', 'telegram']);
    expect(callsOf(world)).toHaveLength(22);
    const html = String(Object(digests.find(({ kind }) => kind === 'telegram')?.request).html);
    expect(html.match(/Lead mới của anh\/chị: <code>/g)).toHaveLength(4);
  });
});

describe('a webhook of a notice', () => {
  it('tells ids and nothing of the person', async () => {
    const world = worldWith();
    world.deliver('notice', asked('assignedNotice'));
    await world.run();

    const { request, callId } = callOf(world, 'noticeWebhook');
    const kind = callKinds.find((one) => one.kind === 'noticeWebhook');
    const sent = kind?.build(request, { callId, attempt: 1, at: new Date(world.now) }, 'whsec_c2VjcmV0');

    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      type: 'rep.notice',
      data: { kind: 'assignedNotice', leadId: 'L1', repId: rep.id, mailId: expect.any(String) },
    });
    expect(sent?.headers).toMatchObject({ 'webhook-id': callId, 'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/) });
    expect(sent?.body).not.toMatch(/Trần|0912|@/);
  });
});

describe('a message of Telegram', () => {
  async function made(answer: Parameters<typeof respond>[0] = {}): Promise<CallWorld> {
    const world = worldWith();
    world.deliver('notice', asked('assignedNotice'));
    await world.run();
    const calls = new CallWorld(...callKinds);
    calls.secrets.set('bot', '123:AA-bb_cc\n');
    const [item] = world.table.all().filter(({ kind, pk }) => kind === 'telegram' && String(pk).startsWith('CALL#'));
    calls.table.seed({ ...item });
    calls.now = world.now;
    calls.answer = respond(answer);
    calls.ask(parseCall({ ...item }).callId);
    await calls.run();
    return calls;
  }
  const respond = (first: { status?: number; body?: string }) => (attempt: number) =>
    attempt === 1 && first.status !== undefined ? { body: null, ...first } : { status: 200 };

  it('is what sendMessage of the bot takes, with the token in the address alone', async () => {
    const { sent } = await made();

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: 'https://api.telegram.org/bot123:AA-bb_cc/sendMessage',
      headers: { 'content-type': 'application/json' },
    });
    const body = JSON.parse(sent[0]?.body ?? '');
    expect(body).toEqual({
      chat_id: '123456789',
      text: expect.any(String),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    });
    expect(body.text).toContain('<code>Trần &lt;b&gt;Văn&lt;/b&gt; An &amp; Co</code>');
  });

  it('waits as long as Telegram asks in the body of its answer', async () => {
    const world = await made({ status: 429, body: '{"ok":false,"error_code":429,"parameters":{"retry_after":137}}' });

    const [call] = callsOf(world);
    const [first, second] = call?.attempts ?? [];
    expect(Date.parse(second?.startedAt ?? '') - Date.parse(first?.endedAt ?? '')).toBeGreaterThanOrEqual(137_000);
    expect(call).toMatchObject({ state: 'done', request: null });
  });

  it.each(['<html>', '{}', '{"parameters":{"retry_after":"soon"}}', 'null'])(
    'takes an answer that says no length of time for none: %s',
    async (body) => {
      const world = await made({ status: 429, body });

      expect(callsOf(world)).toMatchObject([{ state: 'done', attempts: [{ status: 429 }, { status: 200 }] }]);
    },
  );

  it.each([400, 401, 404])('is not sent again where Telegram refuses it by %i', async (status) => {
    const world = await made({ status });

    expect(world.sent).toHaveLength(1);
    expect(callsOf(world)).toMatchObject([{ state: 'refused' }]);
    expect(world.errors).toHaveLength(1);
    expect(world.warnings).toEqual([]);
  });

  it('rings no alarm where its rep blocked the bot: a warning says once whose it was', async () => {
    const world = await made({ status: 403 });
    const [call] = callsOf(world);
    world.ask(call?.callId as CallId);
    await world.run();

    expect(callsOf(world)).toMatchObject([{ state: 'refused', request: null, attempts: [{ status: 403 }] }]);
    expect(world.errors).toEqual([]);
    const fields = { callId: call?.callId, kind: 'telegram', endpoint: `telegram.${rep.id}`, status: 403, refusal: null };
    expect(world.warnings).toEqual([{ message: 'a call was declined', fields }]);
  });

  it.each([
    [403, 'Forbidden: bot was blocked by the user', 'botBlocked'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'botLeft'],
    [403, 'Forbidden: user is deactivated', 'userGone'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'botNotStarted'],
    [400, 'Bad Request: chat not found', 'chatNotFound'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'chatMoved'],
  ])('knows by %s "%s" that its chat takes no message at all, and rings no alarm', async (status, description, reason) => {
    const world = await made({ status, body: JSON.stringify({ ok: false, error_code: status, description }) });

    expect(callsOf(world)).toMatchObject([{ state: 'refused', reason, request: null }]);
    expect([world.errors, world.warnings.length]).toEqual([[], 1]);
  });

  it.each([
    [400, "Bad Request: can't parse entities: Unsupported start tag", 'unreadableText'],
    [400, 'Bad Request: message is too long', 'tooLong'],
    [401, 'Unauthorized', 'wrongToken'],
    [404, 'Not Found', 'wrongToken'],
    [400, 'Bad Request: something new of Trần Văn An', null],
  ])('is set aside for a person to mend after %s "%s", of which only a word is kept', async (status, description, reason) => {
    const world = await made({ status, body: JSON.stringify({ ok: false, error_code: status, description }) });

    expect(callsOf(world)).toMatchObject([{ state: 'refused', reason }]);
    expect(world.errors).toHaveLength(1);
    expect(JSON.stringify([world.errors, world.table.all()])).not.toContain('Trần');
  });
});

describe('a lead that is open to whoever accepts first', () => {
  it('is told by the channels of each rep, with the link and nothing to reach the person by', async () => {
    const { world: routed, arrive, opened, repIds } = await openWorld({ reps: 2 });
    await arrive();
    const open = await opened();
    const world = new MailWorld(1, routed.table);
    world.now = routed.parts.clock().getTime();
    world.documents.company = [CompanyConfig.parse({ ...company, telegram: { tokenParameter: 'bot' } })];
    world.documents.reps = repIds.map((id, place) => RepConfig.parse({ ...rep, id, notify: place === 0 ? notify : undefined }));
    world.documents.webhooks = [webhook];
    world.copies = () => 2;

    for (const repId of repIds) {
      const { until: _, ...about } = open;
      world.deliver('notice', { v: 1, kind: 'claimNotice', ...about, repId });
    }
    await world.run();

    const calls = callsOf(world);
    expect(world.sent).toHaveLength(2);
    expect(calls.map(({ kind, endpoint }) => [kind, endpoint]).toSorted()).toEqual([
      ['noticeWebhook', 'kho'],
      ['telegram', `telegram.${repIds[0]}`],
    ]);
    const { html } = callOf(world, 'telegram').request as { html: string };
    expect(html).toContain('ai nhận trước được trước');
    expect(html).toMatch(/<a href="[^"]*\/v1\/assignments\//);
    expect(html).not.toMatch(/912345|huong0/);
    expect(callOf(world, 'noticeWebhook').request).toMatchObject({ told: { kind: 'claimNotice', repId: repIds[0] } });
  });
});
