import { price } from '../../infra/prices.ts';
import { timerShards } from '../../shared/platform/keys.ts';
import { type MailFlow, simulate } from '../mail-rate/simulate.ts';
import type { Finding, Report, Subject } from '../subject.ts';
import { percentile, sum } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';
import { type StepUnits, stepUnits } from './step-units.ts';

const limits = { writes: 18, invocations: 0.05, handedOverSeconds: 5, keyWrites: 500 };
/** SQS delays by whole seconds, upwards. */
const timerRoundingMs = 1_000;
const common = { seconds: 60, notices: 0.02, skewMs: 200, seed: 1 };
const hourSeconds = 3_600;

/** Steps that come due, and the rate of SES that they are sent at. */
interface Due {
  readonly name: string;
  readonly stepsPerSecond: number;
  readonly mailsPerSecond: number;
}

const goal: Due = { name: '10,000 steps a minute', stepsPerSecond: 10_000 / 60, mailsPerSecond: 200 };
const million: Due = { name: '1,000,000 steps an hour', stepsPerSecond: 1_000_000 / hourSeconds, mailsPerSecond: 330 };

/** P9: what a step of a sequence costs, whose mail is due. */
export const nurture: Subject = { name: 'nurture', title: 'a step of a sequence, from its timer to SES', run };

async function run(): Promise<Report> {
  const units = await stepUnits();
  const [minute, hour] = [await play(goal), await play(million)];
  const writes = sum(Object.values(units)) + minute.bookingsPerMail;
  const hourWrites = sum(Object.values(units)) + hour.bookingsPerMail;
  const findings: Finding[] = [
    found('a step that sends: WRU of timer, claim, end and sending rate', figure(writes), limits.writes, writes),
    found(`${goal.name}: invocations a step`, figure(minute.invocationsPerMail), limits.invocations, minute.invocationsPerMail),
    found(`the same: due → handed over, p99 in s`, figure(minute.handedOverSeconds), limits.handedOverSeconds, minute.handedOverSeconds),
    {
      ...found(
        `${million.name}, by model: writes/s of the item that all instances share`,
        figure(hour.bookingsPerSecond),
        limits.keyWrites,
        hour.bookingsPerSecond,
      ),
      goal: 'P10',
    },
  ];
  return {
    findings,
    details: [
      unitsTable(units),
      modelTable([
        [goal, minute, writes],
        [million, hour, hourWrites],
      ]),
      `For a million steps US$ ${figure(1e6 * price.mail)} at SES and ${figure(1e6 * hourWrites * price.writeUnit)} for writes (infra/prices.ts).`,
      'What the gate writes is counted, over the gate itself and a table in memory that answers in 2 to 8 ms, for mails at which runs rest; the timer is one plain deletion. The rest is played on a virtual clock as in `mail-rate`, below the rate of SES; ' +
        'of the timers, one run of each shard a minute. Mails of sequences share the queue with others, which only makes its batches fuller. SES, its events and what readers do are not of it.',
    ],
  };
}

const found = (what: string, measured: string, limit: number, value: number): Finding => ({
  goal: 'P9',
  what,
  measured,
  limit: `≤ ${limit}`,
  isMet: value <= limit,
});

interface Played {
  readonly flow: MailFlow;
  readonly bookingsPerMail: number;
  readonly bookingsPerSecond: number;
  readonly invocationsPerMail: number;
  readonly handedOverSeconds: number;
}

async function play({ stepsPerSecond, mailsPerSecond }: Due): Promise<Played> {
  const overload = stepsPerSecond / (1 - common.notices) / mailsPerSecond;
  const flow = await simulate({ ...common, mailsPerSecond, overload, keptRate: mailsPerSecond });
  const mails = flow.waitsMs.mail.length;
  return {
    flow,
    bookingsPerMail: flow.writes / mails,
    bookingsPerSecond: flow.writes / common.seconds,
    invocationsPerMail: flow.invocations.mail / mails + timerShards / (stepsPerSecond * common.seconds),
    handedOverSeconds: (percentile(flow.waitsMs.mail, 99) + timerRoundingMs) / 1_000,
  };
}

function unitsTable(units: StepUnits): string {
  return table(
    ['a step', 'WRU'],
    [...Object.entries(units).map(([part, writes]) => [part, figure(writes)]), ['together', figure(sum(Object.values(units)))]],
  );
}

function modelTable(rows: readonly (readonly [Due, Played, number])[]): string {
  return table(
    ['due', 'rate of SES', 'throttled', 'WRU a step', 'WRU/s', 'invocations/s', 'instances', 'p50 / p99 s'],
    rows.map(([{ name, stepsPerSecond, mailsPerSecond }, { flow, invocationsPerMail, handedOverSeconds }, writes]) => [
      name,
      `${mailsPerSecond}/s`,
      flow.refused,
      figure(writes),
      figure(writes * stepsPerSecond),
      figure(invocationsPerMail * stepsPerSecond),
      flow.instances,
      `${figure((percentile(flow.waitsMs.mail, 50) + timerRoundingMs) / 1_000)} / ${figure(handedOverSeconds)}`,
    ]),
  );
}
