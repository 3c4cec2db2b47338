import { beforeEach, describe, expect, it } from '@jest/globals';
import { companyKind } from '../../../shared/company/company-config.ts';
import { projectDates } from '../../../shared/dates/index.ts';
import { type Lead, putNewLead } from '../../../shared/leads/index.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { dying } from '../../support/dying-table.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { SequenceWorld } from '../../support/sequence-world.ts';
import { sequenceOf, wait } from '../../support/sequences.ts';

const steps = [wait('w1', { for: 'P1D' })];
const birthdayAt = (offsetDays?: number, change: object = {}) =>
  sequenceOf(steps, { triggers: [{ on: 'date', date: 'sinh-nhat', offsetDays }], reentry: { afterDays: 0 }, ...change });

let world: SequenceWorld;
beforeEach(() => {
  world = new SequenceWorld();
});

/** A lead that has answered, as the projector lists it. */
async function born(birthday: string, changes: Partial<Lead> = {}): Promise<Lead> {
  const lead = sampleLead({ extra: { birthday }, ...changes });
  await world.table.transact(putNewLead(lead));
  await projectDates(lead.leadId, world);
  return lead;
}

/** The last of what somebody says. */
async function saysNow(lead: Lead, birthday: string): Promise<void> {
  for (const write of putNewLead({ ...lead, version: lead.version + 1, extra: { birthday } })) {
    if ('Put' in write) world.table.seed(write.Put.Item ?? {});
  }
}

const hanoi = (time: string) => new Date(`${time}:00+07:00`);

/** Publishes, a day before a moment, and lets time pass until there. */
async function publishedAt(time: string, ...sequences: readonly unknown[]): Promise<void> {
  world.now = hanoi(time);
  world.publish(sequences);
  await world.settle();
}

async function until(time: string): Promise<void> {
  await world.pass(hanoi(time).getTime() - world.now.getTime());
}

/** When leads were put in, by the clocks of Hanoi. */
const putIn = () =>
  world
    .entries()
    .filter(({ type }) => type === 'sequence.enrolled')
    .map(({ leadId, at, data }) => `${leadId} ${new Date(Date.parse(at) + 7 * hoursMs).toISOString().slice(0, 16)} ${data.causeId}`);
const timers = () => world.items('DUE#').filter(({ message }) => Object(message).kind === 'lookAtDates');

describe('a sequence that a birthday begins', () => {
  it('puts a lead in on the morning of that day, once a year', async () => {
    await born('15/3/1990');
    await publishedAt('2027-03-13T10:00', birthdayAt());
    await until('2027-03-15T04:00');
    expect(putIn()).toEqual([]);

    await until('2028-03-20T09:00');

    expect(putIn()).toEqual(['L1 2027-03-15T05:00 date/sinh-nhat/2027', 'L1 2028-03-15T05:00 date/sinh-nhat/2028']);
  });

  it.each([
    [-7, '2027-01-03', '2026-12-25T09:00', ['L1 2026-12-27T05:00 date/sinh-nhat/2027']],
    [3, '30/12/1990', '2026-12-31T09:00', ['L1 2027-01-02T05:00 date/sinh-nhat/2026']],
    [0, '29/2/1992', '2027-02-26T09:00', ['L1 2027-02-28T05:00 date/sinh-nhat/2027']],
    [0, '29/2/1992', '2028-02-26T09:00', ['L1 2028-02-29T05:00 date/sinh-nhat/2028']],
    [1, '28/2/1992', '2027-02-26T09:00', ['L1 2027-03-01T05:00 date/sinh-nhat/2027']],
    // Not born yet, as far as anybody can tell.
    [0, '15/3/2030', '2027-03-13T09:00', []],
  ])('%i days from %s puts in by the year of the day', async (offset, birthday, from, expected) => {
    await born(birthday);
    await publishedAt(from, birthdayAt(offset));

    await world.pass(7 * daysMs);

    expect(putIn()).toEqual(expected);
  });

  it('asks what the lead says now, not what a row says that lags behind', async () => {
    const lead = await born('15/3');
    await saysNow(lead, '16/3');
    await publishedAt('2027-03-14T09:00', birthdayAt());

    await world.pass(4 * daysMs);

    expect(putIn()).toEqual([]);
  });

  it('looks at days by the clocks of the company, also when they are changed', async () => {
    world.others.change(companyKind, 'company', (company) => ({ ...company, timeZone: 'America/New_York' }));
    await born('13/3');
    await born('15/3', { leadId: LeadId.parse('L2') });
    await publishedAt('2027-03-12T20:00', birthdayAt());
    await until('2027-03-16T09:00');

    expect(putIn()).toEqual(['L1 2027-03-13T17:00 date/sinh-nhat/2027', 'L2 2027-03-15T16:00 date/sinh-nhat/2027']);
  });

  it('makes up for a day that was missed within two days, and leaves out what is older', async () => {
    await born('15/3');
    await born('18/3', { leadId: LeadId.parse('L2') });
    await publishedAt('2027-03-14T09:00', birthdayAt());
    // Nothing ran for days.
    world.now = hanoi('2027-03-19T09:00');
    await world.settle();
    await world.pass(hoursMs);

    expect(putIn()).toEqual(['L2 2027-03-19T09:00 date/sinh-nhat/2027']);
    expect(timers()).toMatchObject([{ dueAt: hanoi('2027-03-20T05:00').toISOString() }]);
  });

  it('makes up for all missed days with one look at the timers', async () => {
    await born('18/3');
    await born('19/3', { leadId: LeadId.parse('L2') });
    await publishedAt('2027-03-14T09:00', birthdayAt());
    world.now = hanoi('2027-03-19T09:00');
    await world.fire();

    for (let turns = 0; world.waiting.length > 0 && turns < 20; turns += 1) {
      for (const message of world.waiting.splice(0)) await world.work(message);
    }

    expect(putIn().toSorted()).toEqual(['L1 2027-03-19T09:00 date/sinh-nhat/2027', 'L2 2027-03-19T09:00 date/sinh-nhat/2027']);
    expect(timers()).toMatchObject([{ dueAt: hanoi('2027-03-20T05:00').toISOString() }]);
  });

  it('looks at each day once, in one row of timers, however often it is published and asked', async () => {
    await born('15/3');
    await publishedAt('2027-03-13T10:00', birthdayAt());
    await publishedAt('2027-03-14T10:00', birthdayAt());
    const [timer] = timers();
    await until('2027-03-15T06:00');
    world.waiting.push(...[1, 2].map(() => ({ body: timer?.message as object })));
    await until('2027-03-16T10:00');

    expect(putIn()).toEqual(['L1 2027-03-15T05:00 date/sinh-nhat/2027']);
    expect(timers()).toHaveLength(1);
  });

  it('has nobody look where no sequence that is on asks for days', async () => {
    await born('15/3');
    await publishedAt('2027-03-10T10:00', sequenceOf(steps));
    expect(timers()).toEqual([]);
    await publishedAt('2027-03-11T10:00', birthdayAt());
    expect(timers()).toHaveLength(1);

    await publishedAt('2027-03-12T10:00', birthdayAt(0, { state: 'paused' }));
    await world.pass(4 * daysMs);

    expect([timers(), putIn()]).toEqual([[], []]);
  });

  it('takes all whose day it is, slice by slice, each once, wherever work is killed', async () => {
    const everybody = Array.from({ length: 5 }, (_, number) => `L${number}`);
    for (let point = 1, died = true; died; point += 1) {
      died = false;
      world = new SequenceWorld();
      for (const id of everybody) await born('15/3', { leadId: LeadId.parse(id) });
      await publishedAt('2027-03-14T10:00', birthdayAt());
      world.now = hanoi('2027-03-15T05:00');
      await world.fire();
      for (let message = world.waiting.shift(); message; message = world.waiting.shift()) {
        try {
          await world.work(message, dying(point));
        } catch {
          died = true;
          world.waiting.push(message);
          await world.settle();
        }
      }
      await world.settle();

      expect(
        putIn()
          .map((line) => line.split(' ')[0])
          .sort(),
      ).toEqual(everybody);
      expect(timers()).toHaveLength(1);
      expect(world.items(keys.enrolmentPrefix).every(({ run }) => run === 1)).toBe(true);
    }
  });
});
