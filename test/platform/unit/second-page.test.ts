import { describe, expect, it } from '@jest/globals';
import { readMails } from '../../../shared/mail/index.ts';
import { DecisionId, LeadId, MailId } from '../../../shared/platform/ids.ts';
import { keys, sortId } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { readDecisions } from '../../../shared/routing/index.ts';
import { readLinks } from '../../../shared/tracking/index.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { asked } from '../../support/mail-world.ts';
import { memoryTable } from '../../support/memory-table.ts';

/** The service ends a page at a megabyte, or earlier: here after every item. */
const withSmallPages = (table: Table): Table => ({ ...table, query: (input) => table.query({ ...input, Limit: 1 }) });

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'TP.HCM' };

describe('a history of more than one page is read whole', () => {
  it('of the decisions about a lead, newest first', async () => {
    const world = createWorld();
    await world.takeIn(world.post(huong));
    await world.assignAll();
    const [leadId] = world.leads().map((lead) => lead.leadId);
    const [made] = world.itemsOf(' DECISION#');
    if (!leadId || !made) throw new Error('no decision');
    const ids = ['D1', 'D2', 'D3'].map((id) => DecisionId.parse(id));
    world.table.seed(...ids.map((decisionId) => ({ ...made, ...keys.decision(leadId, decisionId) })));

    const decisions = await readDecisions(withSmallPages(world.table), leadId);

    expect(decisions.map(({ decisionId }) => decisionId)).toEqual(['D3', 'D2', 'D1', sortId(made)]);
  });

  it('of the mails about a lead', async () => {
    const table = memoryTable();
    const leadId = LeadId.parse('L1');
    const mailIds = ['assignedNotice-D1', 'hotNotice-T1', 'welcome-post-1'].map((id) => MailId.parse(id));
    const at = '2026-11-22T03:00:00.000Z';
    const state = {
      kind: 'welcome',
      audience: 'lead',
      status: 'sent',
      askedBy: asked('welcome'),
      leadVersion: 1,
      correlationId: 'c',
      attempts: 1,
    };
    table.seed(...mailIds.map((mailId) => ({ ...keys.mail(leadId, mailId), leadId, mailId, ...state, plannedAt: at, updatedAt: at })));

    const mails = await readMails(withSmallPages(table), leadId);

    expect(mails.map(({ mailId }) => mailId)).toEqual(mailIds);
  });

  it('of the devices of a lead', async () => {
    const world = createWorld();
    for (const visitorId of ['visitor-1', 'visitor-2', 'visitor-3']) await postFromDevice(world, huong, { visitorId });
    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');

    const links = await readLinks(withSmallPages(world.table), lead.leadId);

    expect(links.map(({ visitorId }) => visitorId)).toEqual(['visitor-1', 'visitor-2', 'visitor-3']);
  });
});
