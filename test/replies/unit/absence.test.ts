import { describe, expect, it } from '@jest/globals';
import { companyKind } from '../../../shared/company/company-config.ts';
import { takeInbound } from '../../../shared/replies/take-inbound.ts';
import { mailOf, multipart, plainPart } from '../support/build-mail.ts';
import { automaticMails } from '../support/corpus-automatic.ts';
import { InboundWorld } from '../support/inbound-world.ts';

/** The moment until when advertising to the address of the lead waits. */
const awayUntil = ({ world }: InboundWorld): unknown => world.itemsOf('ADDRESS#')[0]?.awayUntil;
const named = { raw: mailOf({ subject: 'Trả lời tự động: Báo giá', body: 'Tôi nghỉ phép đến hết ngày 05/12/2026.' }) };
const unnamed = { raw: mailOf({ subject: 'Automatic reply', body: 'I am away.' }) };

describe('a mailbox that answers for somebody who is away', () => {
  it('has advertising wait over the day that it names, and does nothing else', async () => {
    const inbound = await InboundWorld.open();
    const before = inbound.world.timeline().length;

    const arrived = await inbound.take(named);
    await takeInbound(arrived, inbound.parts);

    // Midnight in Vietnam, behind the last day.
    expect(awayUntil(inbound)).toBe('2026-12-05T17:00:00.000Z');
    expect(inbound.world.timeline()).toHaveLength(before);
    expect([inbound.replies(), inbound.tasks(), inbound.files('mail/held/')]).toEqual([[], [], []]);
  });

  it('has it wait for as many days as the company says where it names none', async () => {
    const inbound = await InboundWorld.open();
    inbound.world.config.change(companyKind, 'company', (company) => ({ ...company, awayDays: 5 }));

    const { at } = await inbound.take(unnamed);

    expect(awayUntil(inbound)).toBe(new Date(at.getTime() + 5 * 86_400_000).toISOString());
  });

  it('changes nothing where the company waits for named days alone', async () => {
    const inbound = await InboundWorld.open();
    inbound.world.config.change(companyKind, 'company', (company) => ({ ...company, awayDays: 0 }));

    await inbound.take(unnamed);

    expect(awayUntil(inbound)).toBeUndefined();
  });

  it('keeps the longer of two absences, whichever was told first', async () => {
    const both = [[named, unnamed] as const, [unnamed, named] as const];
    for (const mails of both) {
      const inbound = await InboundWorld.open();
      for (const mail of mails) await inbound.take(mail);
      expect(awayUntil(inbound)).toBe('2026-12-05T17:00:00.000Z');
    }
  });

  it('says nothing behind an address that nobody signed', async () => {
    const inbound = await InboundWorld.open();

    await inbound.take({ ...named, to: 'forged' });

    expect(awayUntil(inbound)).toBeUndefined();
  });
});

it.each([
  ['a report of non-delivery', mailOf(multipart('report', [[plainPart, 'Away until 5 December 2026']]))],
  ['a mail server that could not deliver', mailOf({ subject: 'Undeliverable: Chào chị', body: 'back on 5 December 2026' })],
  ['a mail of a list', mailOf({ body: 'back on 5 December 2026', headers: { 'List-Id': 'Nhóm <a.example.vn>' } })],
  ['a notice of a machine', mailOf({ body: 'back on 5 December 2026', headers: { 'Auto-Submitted': 'auto-generated' } })],
  ['a mail to many', mailOf({ body: 'back on 5 December 2026', headers: { Precedence: 'bulk' } })],
])('%s is nobody’s absence', async (_what, raw) => {
  const inbound = await InboundWorld.open();

  await inbound.take({ raw });

  expect(awayUntil(inbound)).toBeUndefined();
  expect(inbound.replies()).toEqual([]);
});

it('an old program of absence that calls its answer bulk is one', async () => {
  const inbound = await InboundWorld.open();

  await inbound.take({
    raw: mailOf({ body: 'back on 5 December 2026', headers: { Precedence: 'bulk', 'Auto-Submitted': 'auto-replied' } }),
  });

  expect(awayUntil(inbound)).toBe('2026-12-05T17:00:00.000Z');
});

it('no mail of the corpus of machines has advertising wait for longer than four months', async () => {
  const wrong: unknown[] = [];
  for (const mail of automaticMails) {
    const inbound = await InboundWorld.open();
    const { at } = await inbound.take(mail);
    const until = awayUntil(inbound);
    if (until !== undefined && Date.parse(String(until)) > at.getTime() + 122 * 86_400_000) wrong.push([mail.name, until]);
  }

  expect(wrong).toEqual([]);
});
