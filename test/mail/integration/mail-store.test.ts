import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveLocalDynamoDb } from 'local-cloud/parts';
import { type Lead, noEvidence, readTimeline } from '../../../shared/leads/index.ts';
import { readAddress } from '../../../shared/mail/address.ts';
import { readMails } from '../../../shared/mail/index.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { LeadId, RepId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { createTable, type Item } from '../../../shared/platform/table.ts';
import { digests } from '../../support/digests.ts';
import { riseItem } from '../../support/hot-lead.ts';
import { sampleLead, samplePost } from '../../support/lead-world/sample.ts';
import { type LocalTable, openWithTable, tableName } from '../../support/local-table.ts';
import { asked, MailWorld, queueFor, rep, type SesFate } from '../../support/mail-world.ts';
import { memoryTable } from '../../support/memory-table.ts';

/** The expressions of the mail and timer stores, judged by a DynamoDB that reads them as the service does. */
describe('the mail gate over the local DynamoDB', () => {
  let ours: LocalTable;
  let server: { url: string; close(): Promise<void> };
  let client: DynamoDBClient;
  let count = 0;

  beforeAll(async () => {
    ours = await openWithTable();
    server = await serveLocalDynamoDb(ours.db, 0);
    client = new DynamoDBClient({
      endpoint: server.url,
      region: 'ap-southeast-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });

  afterAll(async () => {
    client.destroy();
    await server.close();
    await ours.db.close();
  });

  async function openWorld(changes: Parameters<typeof sampleLead>[0] = {}) {
    count += 1;
    const real = createTable(DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }), tableName);
    const world = new MailWorld(count, { ...memoryTable(), ...real });
    // A rep of its own: what one hears of within an hour is counted in the table that all worlds share.
    const repId = RepId.parse(`rep-${count}`);
    world.documents.reps = [{ ...rep, id: repId }];
    const { owner, ...known } = sampleLead({ leadId: LeadId.parse(`L-${count}`), email: `khach${count}@example.com`, ...changes });
    const lead = { ...known, owner: owner && { ...owner, repId } };
    const item: Item = { ...keys.lead(lead.leadId), ...lead };
    await real.put({ Item: item });
    await real.put({ Item: riseItem(lead) });
    for (let post = 0; post < 12; post += 1) {
      const submission = samplePost(lead, `s${post}`);
      await real.put({ Item: { ...keys.submission(submission), ...submission } });
    }
    return { world, lead };
  }

  /** What the gate told of its mails. */
  async function toldOf(world: MailWorld, { leadId }: Pick<Lead, 'leadId'>) {
    const { entries } = await readTimeline(world.table, leadId, { limit: 10 });
    return entries.filter(({ type }) => type.startsWith('mail.'));
  }

  it.each<[string, readonly SesFate[], string]>([
    ['sent', [], 'sent'],
    ['refused', ['refuse'], 'failed rejected'],
    ['throttled, then sent', ['throttle', 'throttle'], 'sent'],
    ['in doubt, proved', ['lostAfter'], 'sent'],
    ['in doubt, not proved', ['lostBefore'], 'sent|failed inDoubt'],
  ])('ends each kind of mail that is %s', async (_case, fates, end) => {
    for (const kind of ['assignedNotice', 'repeatNotice', 'hotNotice', 'welcome', 'followUp'] as const) {
      const since = '2026-11-22T00:00:00.000Z';
      const base = sampleLead();
      const { world, lead } = await openWorld({
        evidence: { ...noEvidence, temperature: 'hot', fit: 'B' },
        owner: base.owner && { ...base.owner, since },
      });
      const left = [...fates];
      world.fate = () => left.shift() ?? 'accept';

      world.deliver(queueFor(kind), asked(kind, lead.leadId));
      world.deliver(queueFor(kind), asked(kind, lead.leadId));
      await world.run();

      const mails = await readMails(world.table, lead.leadId);
      const entries = await toldOf(world, lead);
      expect(mails.map(({ status, reason }) => (reason ? `${status} ${reason}` : status))).toEqual([expect.stringMatching(`^(?:${end})$`)]);
      expect(entries).toHaveLength(1);
    }
  });

  it('sends one welcome when many posts of one address are handled at once', async () => {
    const { world, lead } = await openWorld();

    await Promise.all(Array.from({ length: 12 }, (_, post) => handleMailMessage(asked('welcome', lead.leadId, `s${post}`), world.parts())));

    expect(world.sent).toHaveLength(1);
    const ends = (await readMails(world.table, lead.leadId)).map(({ status, reason }) => reason ?? status);
    expect(ends).toEqual(['sent']);
  });

  it('closes an address by a bounce, and says so when a mail is asked for', async () => {
    const { world, lead } = await openWorld();
    await handleMailMessage(asked('welcome', lead.leadId), world.parts());
    const timestamp = world.clock().toISOString();
    const bounce = { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: lead.email }], feedbackId: 'f', timestamp };

    for (const mail of world.sent) {
      for (let copy = 0; copy < 2; copy += 1) await world.hear(world.sesEvent(mail, 'Bounce', { bounce }));
    }
    world.now += 48 * 3_600_000;
    await handleMailMessage(asked('followUp', lead.leadId), world.parts());

    expect((await readAddress({ table: world.table, digests }, lead.email ?? '')).suppression).toEqual({
      reason: 'permanentBounce',
      at: timestamp,
    });
    const entries = await toldOf(world, lead);
    expect(entries.map(({ type }) => type).sort()).toEqual(['mail.bounced', 'mail.failed', 'mail.sent']);
  });

  it('keeps a follow-up for the morning and sends it by its timer', async () => {
    const { world, lead } = await openWorld();
    world.now = Date.parse('2026-11-24T16:00:00.000Z');
    await handleMailMessage(asked('followUp', lead.leadId), world.parts());
    const waiting = { status: 'planned', reason: 'quietHours', waitsUntil: '2026-11-25T00:00:00.000Z', attempts: 0 };
    expect(await readMails(world.table, lead.leadId)).toMatchObject([waiting]);

    world.now = Date.parse('2026-11-24T23:59:30.000Z');
    await world.tick();
    await world.run();

    expect((await readMails(world.table, lead.leadId)).map(({ status }) => status)).toEqual(['sent']);
  });
});
