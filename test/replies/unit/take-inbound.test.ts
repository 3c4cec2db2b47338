import { describe, expect, it } from '@jest/globals';
import { MailRequest } from '../../../events/index.ts';
import { repliesFiles } from '../../../shared/replies/file-eraser.ts';
import { RawMails } from '../../../shared/replies/raw-mails.ts';
import { takeInbound } from '../../../shared/replies/take-inbound.ts';
import { tellHeld } from '../../../tools/inbound-mail.ts';
import { asksAs } from '../../support/as-user.ts';
import { huong, mailOf } from '../support/build-mail.ts';
import { corpus } from '../support/corpus.ts';
import { InboundWorld, mailId } from '../support/inbound-world.ts';

const answer = { raw: mailOf({ body: 'Tuần sau chị rảnh, gọi 0987 654 321 nhé.\r\n\r\n> Chào chị' }) };

describe('an answer that comes in', () => {
  it('stands with its lead once, with its line and the task of the owner', async () => {
    const inbound = await InboundWorld.open();
    const arrived = await inbound.take(answer);
    await takeInbound(arrived, inbound.parts);

    const [reply] = inbound.replies();
    const lines = inbound.world.timeline().filter(({ type }) => type === 'mail.replied');
    const owner = inbound.world.leads()[0]?.owner?.repId;
    expect(inbound.replies()).toHaveLength(1);
    expect(reply).toMatchObject({ way: 'mail', text: 'Tuần sau chị rảnh, gọi 0987 654 321 nhé.', mailId, at: arrived.at.toISOString() });
    expect(reply).not.toHaveProperty('unprovenFrom');
    expect(lines).toMatchObject([{ data: { way: 'mail', mailId }, actor: { kind: 'lead', id: inbound.leadId } }]);
    expect(JSON.stringify(lines)).not.toContain('0987');
    expect(owner).toBeDefined();
    expect(inbound.tasks()).toMatchObject([
      { kind: 'mail', status: 'open', ownerRepId: owner, createdBy: { kind: 'system', id: 'replies' } },
    ]);
  });

  it('stands by itself in the history, however often a mail is answered', async () => {
    const inbound = await InboundWorld.open();
    for (const _time of [1, 2]) await inbound.take(answer);

    const { body } = await asksAs(inbound.world, 'admin@example.com')('GET /v1/leads/{leadId}/timeline', {
      path: { leadId: inbound.leadId },
    });

    const answers = body.items.filter(({ type }: { type: string }) => type === 'mail.replied').map(({ id }: { id: string }) => id);
    const groups = body.groups.filter(({ entryIds }: { entryIds: string[] }) => entryIds.some((id) => answers.includes(id)));
    expect(groups.map(({ kind, entryIds }: { kind: string; entryIds: string[] }) => [kind, entryIds.length])).toEqual([
      ['mail', 1],
      ['mail', 1],
    ]);
  });

  it('makes one task until that is done, and no machine fills a lead', async () => {
    const inbound = await InboundWorld.open();

    for (let mail = 0; mail < 22; mail += 1) await inbound.take(answer);

    expect(inbound.tasks()).toHaveLength(1);
    expect(inbound.replies()).toHaveLength(20);
    expect(inbound.files('mail/held/tooMany/')).toHaveLength(2);
  });

  it('waits for an owner where nobody has the lead yet', async () => {
    const inbound = await InboundWorld.open();
    await inbound.forget(' ASSIGN#');

    await inbound.take(answer);

    expect(inbound.replies()).toHaveLength(1);
    expect(inbound.tasks()).toMatchObject([{ status: 'open', ownerRepId: null }]);
  });

  it('is told to those who answer for the pool where nobody has the lead, once for all answers that nobody has read', async () => {
    const inbound = await InboundWorld.open();
    const { world, leadId } = inbound;
    const [assignment] = world.itemsOf(' ASSIGN#');
    world.table.seed({ ...assignment, pk: String(assignment?.pk), sk: String(assignment?.sk), state: 'floating', repId: null });

    await inbound.take(answer);
    await inbound.take(answer);

    const asked = world.itemsOf('DUE#').filter(({ queue }) => queue === 'notice');
    const told = asked.map(({ message }) => MailRequest.parse(message)).filter(({ kind }) => kind === 'replyNotice');
    expect(told).toEqual([
      expect.objectContaining({ leadId, userId: 'leader-south', replyId: inbound.replies()[0]?.replyId ?? expect.any(String) }),
    ]);
  });

  it('is told to nobody beside the task where somebody has the lead', async () => {
    const inbound = await InboundWorld.open();

    await inbound.take(answer);

    expect(JSON.stringify(inbound.world.itemsOf('DUE#'))).not.toContain('replyNotice');
  });

  it('is shown as unproven where it came from elsewhere, with the names of its files', async () => {
    const inbound = await InboundWorld.open();
    await inbound.take({ raw: mailOf({ from: 'Anh Tư <tu@example.com>', body: 'Chị Hường nhờ tôi trả lời.' }), sender: 'tu@example.com' });

    const { body } = await asksAs(inbound.world, 'admin@example.com')('GET /v1/leads/{leadId}/replies', {
      path: { leadId: inbound.leadId },
    });

    expect(body.items).toMatchObject([{ way: 'mail', by: null, unprovenFrom: 'tu@example.com', files: [], mailId }]);
  });

  it('with pictures of more than ten megabytes is heard of, and not read', async () => {
    const inbound = await InboundWorld.open();
    await inbound.take({ raw: mailOf({ body: Buffer.alloc(10 * 1024 * 1024 + 1, 'a') }) });

    expect(inbound.replies()).toMatchObject([{ isTooLarge: true }]);
    expect(inbound.replies()[0]).not.toHaveProperty('unprovenFrom');
    expect(inbound.tasks()).toHaveLength(1);
  });

  it('is taken up again where the mail was not there yet', async () => {
    const inbound = await InboundWorld.open();
    const arrived = inbound.arrive(answer);
    const [[name, bytes] = ['', new Uint8Array()]] = inbound.world.parts.objects.files;
    inbound.world.parts.objects.files.delete(name);
    await expect(takeInbound(arrived, inbound.parts)).rejects.toMatchObject({ retryable: true });

    inbound.world.parts.objects.files.set(name, bytes);
    await takeInbound(arrived, inbound.parts);

    expect(inbound.replies()).toHaveLength(1);
  });

  it('of a mail that nobody knows any more is set aside', async () => {
    const inbound = await InboundWorld.open();
    await inbound.forget(' MAIL#');

    const { messageId } = await inbound.take(answer);

    expect(inbound.replies()).toEqual([]);
    expect(inbound.files('mail/held/')).toEqual([expect.stringMatching(`^mail/held/unknownMail/.+~${messageId}$`)]);
  });
});

it('each mail of the corpus comes to its lead or is set aside, none is answered, and none does more', async () => {
  const wrong: unknown[] = [];
  for (const mail of corpus) {
    const logged: string[] = [];
    const note = (message: string, fields: unknown) => void logged.push(`${message} ${JSON.stringify(fields)}`);
    const inbound = await InboundWorld.open({ info: note, warn: note, error: (message) => note(message, {}) });
    const { messageId } = await inbound.take(mail);
    const { kind, reason, text, isProven } = mail.expected;
    const [reply, ...others] = inbound.replies();
    const held = inbound.files('mail/held/');
    const isRight =
      kind === 'reply'
        ? others.length === 0 &&
          reply !== undefined &&
          held.length === 0 &&
          (text === undefined || (reply.text ?? null) === text) &&
          (isProven === undefined || isProven === !('unprovenFrom' in reply))
        : reply === undefined && (kind === 'held' ? held.length === 1 && held[0]?.includes(`/${reason}/`) === true : held.length === 0);
    const sent = inbound.world.sent.mail.length + inbound.world.itemsOf('DUE#').filter(({ queue }) => queue === 'mail').length;
    const before = (await InboundWorld.open()).world;
    const asked = before.sent.mail.length + before.itemsOf('DUE#').filter(({ queue }) => queue === 'mail').length;
    const names = JSON.stringify(logged.filter((line) => line.includes(messageId)));
    if (!isRight || sent !== asked || names.includes(huong)) wrong.push({ name: mail.name, reply, held, sent, asked });
  }

  expect(wrong).toEqual([]);
});

describe('a mail to the address by which a mail program refuses', () => {
  it.each([
    ['as programs write it', { raw: mailOf({ subject: 'unsubscribe', body: '' }) }],
    [
      'by a machine, with what SES takes for spam, and long after',
      { raw: mailOf({ body: 'x' }), failed: 'spam', sender: '', to: 'expired' },
    ],
  ] as const)('refuses at once, %s, and once', async (_how, mail) => {
    const inbound = await InboundWorld.open();
    const arrived = await inbound.take(mail, 'refusal');
    await takeInbound(arrived, inbound.parts);

    const [address] = inbound.world.itemsOf('ADDRESS#');
    const told = inbound.world.timeline().filter(({ type }) => type === 'lead.consent_changed');
    expect(address).toMatchObject({ choices: { version: 1, refusedAll: expect.any(String) } });
    expect(told).toHaveLength(1);
    expect(inbound.replies()).toEqual([]);
    // The law wants one confirmation of it.
    expect(inbound.world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('refusalConfirmed'))).toHaveLength(1);
  });

  it('says nothing where nobody signed it', async () => {
    const inbound = await InboundWorld.open();

    await inbound.take({ raw: mailOf({ body: '' }), to: 'forged' }, 'refusal');

    expect(inbound.world.itemsOf('ADDRESS#')).toEqual([]);
  });
});

it('mails that are set aside are told by reasons, with where they lie', async () => {
  const inbound = await InboundWorld.open();
  const [spam, stray] = [await inbound.take({ ...answer, failed: 'spam' }), await inbound.take({ ...answer, to: 'unsigned' })];
  await inbound.take(answer);

  const held = await inbound.parts.raw.held();

  expect(held).toEqual([
    { reason: 'spam', at: spam.at.toISOString(), key: `mail/in/${spam.messageId}` },
    { reason: 'unsigned', at: stray.at.toISOString(), key: `mail/in/${stray.messageId}` },
  ]);
  expect(tellHeld(held)).toContain('2 set aside: spam 1, unsigned 1');
  expect(tellHeld([])).toBe('no mail is set aside');
});

it('mails go with their person: those that answered, whatever became of them', async () => {
  const inbound = await InboundWorld.open();
  const { objects } = inbound.world.parts;
  for (const mail of [answer, { ...answer, failed: 'spam' as const }, { ...answer, to: 'unsigned' as const }]) await inbound.take(mail);
  const person = {
    erasureId: 'E1',
    leadIds: new Set([inbound.leadId]),
    emails: new Set(),
    phones: new Set(),
    closedAt: '',
  } as unknown as Parameters<typeof repliesFiles.eraseSlice>[1];
  const parts = { ...inbound.world.parts, now: new Date() };

  let place: string | null = null;
  let gone = 0;
  do {
    const slice: Awaited<ReturnType<typeof repliesFiles.eraseSlice>> = await repliesFiles.eraseSlice(place, person, parts);
    place = slice.next;
    gone += slice.gone;
  } while (place !== null);

  expect(gone).toBe(2);
  expect(inbound.files('mail/of/')).toEqual([]);
  expect(inbound.files('mail/in/')).toHaveLength(1);
  expect(await new RawMails(objects).removeOf(inbound.leadId)).toBe(0);
});
