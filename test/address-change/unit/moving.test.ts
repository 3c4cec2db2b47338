import { beforeEach, describe, expect, it } from '@jest/globals';
import { addressUrl } from '../../../shared/address-change/index.ts';
import { readLead } from '../../../shared/leads/index.ts';
import { readAddressState } from '../../../shared/mail/index.ts';
import { readProven } from '../../../shared/merging/proven.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { dropProposal, readProposals } from '../../../shared/proposals/index.ts';
import { signedLinkKey } from '../../support/confirming.ts';
import { digests } from '../../support/digests.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { Reader } from '../../support/preferences.ts';

const newEmail = 'huong.moi@example.com';
const maker = { siteUrl: 'https://www.annhien.example', signedLinkKey };
let reader: Reader;
beforeEach(async () => {
  reader = await Reader.create();
});

const ask = (typed = newEmail, table: Table = reader.world.table, token = reader.leavingToken()) =>
  reader.follow('POST', 'preferences', token, new URLSearchParams({ choose: 'address', email: typed }).toString(), table);
const proposals = () => readProposals(reader.world.table, reader.lead.leadId);
const emailNow = async () => (await readLead(reader.world.table, reader.lead.leadId))?.email;
const everything = () => JSON.stringify(reader.world.table.all());
const timersOf = (kind: string) => reader.world.table.all().filter(({ message }) => Object(message).kind === kind);
const entriesOf = (type: string) => reader.world.timeline().filter((entry) => entry.type === type);

/** The token of the mail that a new address gets about what is open. */
async function mailedToken(): Promise<string> {
  const [proposal] = (await proposals()).open;
  if (!proposal) throw new Error('nothing was proposed');
  const { leadId } = reader.lead;
  const claims = { leadId, address: digests.address(newEmail), locale: 'vi' as const, proposalId: proposal.proposalId };
  return new URL(addressUrl(claims, proposal.at, maker)).pathname.split('/').at(-1) ?? '';
}
const open = (token: string) => reader.follow('GET', 'address', token);
const press = (token: string, table: Table = reader.world.table) => reader.follow('POST', 'address', token, undefined, table);

/** The new address is another person's record. */
const heldByAnother = () => reader.world.takeIn(reader.world.post({ fullName: 'Lê Văn Nam', email: newEmail, phone: '0987654321' }));

describe('an address that is typed on the page of choices', () => {
  it('waits as a proposal while its mailbox is asked, and changes nothing', async () => {
    const answer = await ask();

    expect([answer.statusCode, await emailNow()]).toEqual([200, reader.lead.email]);
    expect((await proposals()).open).toMatchObject([{ field: 'email', value: newEmail, confirmable: false }]);
    expect(timersOf('addressAsked')).toHaveLength(1);
    expect(entriesOf('lead.proposed')).toHaveLength(1);
  });

  it.each(['', 'huong', 'huong@', 'huong@@example.com', 'a b@example.com'])('is refused where “%s” is none', async (typed) => {
    const before = everything();

    const answer = await ask(typed);

    expect([answer.statusCode, answer.body?.includes('Địa chỉ chưa đúng'), everything()]).toEqual([422, true, before]);
  });

  it('is not taken down by a link that has ended', async () => {
    const token = reader.leavingToken();
    reader.world.pass(500 * daysMs);
    const before = everything();

    const answer = await ask(newEmail, reader.world.table, token);

    expect([answer.statusCode, everything()]).toEqual([410, before]);
  });

  it('is one proposal and one entry, however often it is sent, also at once', async () => {
    const answers = await Promise.all([ask(), ask()]);
    answers.push(await ask());

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect((await proposals()).open).toHaveLength(1);
    expect(entriesOf('lead.proposed')).toHaveLength(1);
  });

  it('gets the same page whether somebody has it or not', async () => {
    const token = reader.leavingToken();
    const free = await ask(newEmail, reader.world.table, token);
    reader = await Reader.create();
    await heldByAnother();

    expect((await ask(newEmail, reader.world.table, token)).body).toBe(free.body);
  });

  it('is taken down whole or not at all, wherever the request is killed', async () => {
    let killed = 0;
    for (let point = 1; killed === point - 1; point += 1) {
      reader = await Reader.create();

      if ((await ask(newEmail, dyingTable(reader.world.table, point))).statusCode !== 200) killed += 1;

      const left = [(await proposals()).open.length, entriesOf('lead.proposed').length, timersOf('addressAsked').length];
      expect([
        [0, 0, 0],
        [1, 1, 1],
      ]).toContainEqual(left);
      await ask();
      expect([(await proposals()).open.length, entriesOf('lead.proposed').length, await emailNow()]).toEqual([1, 1, reader.lead.email]);
    }
    expect(killed).toBeGreaterThan(5);
  });
});

describe('the button in the new mailbox', () => {
  /** What it leaves behind: record, proof, entries, and the mail that tells the old address. */
  const traces = async () => [
    await emailNow(),
    (await readAddressState(reader.world.table, digests.address(newEmail))).provenAt !== undefined,
    entriesOf('lead.proposal_accepted').length,
    timersOf('addressChanged').length,
  ];
  const moved = [newEmail, true, 1, 1];

  it('alone makes it the record’s own, proven, and has the old one told', async () => {
    await ask();
    const token = await mailedToken();
    const before = everything();
    for (const method of ['GET', 'HEAD'] as const) await reader.follow(method, 'address', token);
    const looked = everything();

    const answer = await press(token);

    expect(looked).toBe(before);
    expect([answer.statusCode, answer.body?.includes('Cảm ơn')]).toEqual([200, true]);
    expect(await traces()).toEqual(moved);
    expect(entriesOf('lead.proposal_accepted').map(({ actor }) => actor)).toEqual([{ kind: 'lead', id: reader.lead.leadId }]);
  });

  it('pressed twice at once, and again, changes once and thanks each time', async () => {
    await ask();
    const token = await mailedToken();

    const answers = await Promise.all([press(token), press(token)]);
    answers.push(await press(token), await open(token));

    expect(answers.map(({ statusCode, body }) => [statusCode, body?.includes('Cảm ơn')])).toEqual(answers.map(() => [200, true]));
    expect(await traces()).toEqual(moved);
  });

  it('does nothing seven days later', async () => {
    await ask();
    const token = await mailedToken();
    reader.world.pass(7 * daysMs + 1);
    const before = everything();

    const answers = [await open(token), await press(token)];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([410, 410]);
    expect(everything()).toBe(before);
  });

  it('does nothing once a colleague has dropped what was asked', async () => {
    await ask();
    const token = await mailedToken();
    const [proposal] = (await proposals()).open;
    if (!proposal) throw new Error('nothing was proposed');
    const { proposalId } = proposal;
    await dropProposal(
      { leadId: reader.lead.leadId, proposalId, actor: { kind: 'user', id: 'lan' }, correlationId: 'r1' },
      reader.world.parts,
    );

    expect([(await press(token)).statusCode, await emailNow()]).toEqual([410, reader.lead.email]);
  });

  it('takes no address from another record: the two are noted once, and each look after it says what the button said', async () => {
    await heldByAnother();
    await ask();
    const token = await mailedToken();
    const question = (await open(token)).body;

    const pressed = await press(token);
    const after = everything();
    const again = [await open(token), await press(token)];

    expect(question).toContain('Nhận thư ở địa chỉ này?');
    expect([pressed.statusCode, pressed.body?.includes('Cảm ơn')]).toEqual([200, true]);
    expect(again.map(({ body }) => body)).toEqual([pressed.body, pressed.body]);
    expect(everything()).toBe(after);
    expect(await emailNow()).toBe(reader.lead.email);
    expect(timersOf('addressChanged')).toEqual([]);
    expect(entriesOf('lead.merge_candidate_found')).toHaveLength(1);
    expect((await proposals()).open).toMatchObject([{ value: newEmail, mailboxSaidAt: expect.any(String) }]);
    // Which a rule may take for a proof, once it is proven of the other one, too.
    expect(timersOf('mergeByRule')).toMatchObject([{ message: { request: { leadId: reader.lead.leadId } } }]);
    expect((await readProven(reader.lead, reader.world.parts)).addresses).toContain(newEmail);
  });

  it('says the same of an address that another record holds as of a free one', async () => {
    await ask();
    const free = (await press(await mailedToken())).body;
    reader = await Reader.create();
    await heldByAnother();
    await ask();

    expect((await press(await mailedToken())).body).toBe(free);
  });

  it('moves whole or not at all, wherever it is killed, and once when it is pressed again', async () => {
    let killed = 0;
    for (let point = 1; killed === point - 1; point += 1) {
      reader = await Reader.create();
      await ask();
      const token = await mailedToken();

      if ((await press(token, dyingTable(reader.world.table, point))).statusCode !== 200) killed += 1;

      expect([[reader.lead.email, false, 0, 0], moved]).toContainEqual(await traces());
      await press(token);
      expect([point, await traces()]).toEqual([point, moved]);
    }
    expect(killed).toBeGreaterThan(10);
  });

  it('leaves the two records noted as a pair or not, wherever it is killed, where another one holds the address', async () => {
    let killed = 0;
    for (let point = 1; killed === point - 1; point += 1) {
      reader = await Reader.create();
      await heldByAnother();
      await ask();
      const token = await mailedToken();

      if ((await press(token, dyingTable(reader.world.table, point))).statusCode !== 200) killed += 1;
      await press(token);

      expect([entriesOf('lead.merge_candidate_found').length, await emailNow()]).toEqual([1, reader.lead.email]);
      expect((await open(token)).body).toContain('Cảm ơn');
    }
    expect(killed).toBeGreaterThan(5);
  });
});
