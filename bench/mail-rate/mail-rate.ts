import type { Finding, Report, Subject } from '../subject.ts';
import { percentile } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';
import { type MailFlow, type MailLoad, simulate } from './simulate.ts';

const common = { seconds: 60, overload: 2, skewMs: 200 };
const rates = [14, 200];
const shares = [0, 0.25, 0.5, 1];
const seeds = [1, 2, 3];
const leastUsed = 0.95;

interface Played {
  readonly load: MailLoad;
  readonly flow: MailFlow;
}

/** P11: the sending rate of SES at twice its load, simulated: how much of it is used, what is refused, who waits. */
export const mailRate: Subject = { name: 'mail-rate', title: 'the sending rate of SES at twice its load, simulated', run };

async function run(): Promise<Report> {
  const held: Played[] = [];
  for (const mailsPerSecond of rates)
    for (const notices of shares) for (const seed of seeds) held.push(await play(mailsPerSecond, notices, seed));
  const sandbox = await play(1, 0.5, 1);
  const unheld = await play(14, 0.5, 1, false);
  const few = held.filter(({ load }) => load.notices === 0.25).flatMap(({ flow }) => flow.waitsMs.notice);
  const used = Math.min(...held.map(({ flow }) => flow.used));
  const refused = [...held, sandbox].reduce((sum, { flow }) => sum + flow.refused, 0);
  const writes = Math.max(...held.map(({ flow }) => flow.writes / common.seconds));
  const findings: Finding[] = [
    {
      goal: 'P11',
      what: 'mails at 2 × the SES rate for 60 s: use of the rate, the least of all mixes',
      measured: percent(used),
      limit: `≥ ${percent(leastUsed)}`,
      isMet: used >= leastUsed,
    },
    { goal: 'P11', what: 'the same: mails that SES throttles', measured: String(refused), limit: '0', isMet: refused === 0 },
    {
      goal: 'P11',
      what: 'the same, a quarter of them notices: from the queue to SES, p50 / p99 of a notice',
      measured: `${seconds(percentile(few, 50))} / ${seconds(percentile(few, 99))} s`,
      limit: '–',
      isMet: undefined,
    },
    {
      goal: 'P10',
      what: 'the same: writes per second of the one item that all instances share',
      measured: figure(writes),
      limit: '≤ 500',
      isMet: writes <= 500,
    },
  ];
  return {
    findings,
    details: [
      table(
        [
          'rate',
          'notices',
          'held',
          'used',
          'throttled',
          'busiest second ÷ rate',
          'notice p50/p99 s',
          'mail p50/p99 s',
          'notices / mails sent',
          'writes/s (refused)',
          'handed back',
          'instances',
        ],
        [...held.filter(({ load }) => load.seed === seeds[0]), sandbox, unheld].map(rowOf),
      ),
      'On a virtual clock: both queues with their concurrency and batches, instances whose clocks differ by up to 0.2 s, a table that answers in 2 to 120 ms, ' +
        'mails that need 20 to 350 ms from their slot to SES, and an SES that is a strict bucket of one second. The code that books slots is the product’s. ' +
        'Waits are of mails that were taken within the minute; at twice the rate the others are still waiting.',
    ],
  };
}

async function play(mailsPerSecond: number, notices: number, seed: number, isHeld = true): Promise<Played> {
  const load = { ...common, mailsPerSecond, notices, seed, keptRate: isHeld ? mailsPerSecond : undefined };
  return { load, flow: await simulate(load) };
}

function rowOf({ load, flow }: Played): string[] {
  const { notice, mail } = flow.waitsMs;
  return [
    `${load.mailsPerSecond}/s`,
    percent(load.notices),
    load.keptRate === undefined ? 'no' : 'yes',
    percent(flow.used),
    String(flow.refused),
    figure(flow.busiestSecond),
    waits(notice),
    waits(mail),
    `${notice.length} of ${flow.came.notice} / ${mail.length} of ${flow.came.mail}`,
    `${figure(flow.writes / load.seconds)} (${figure(flow.writesRefused / load.seconds)})`,
    String(flow.handedBack),
    String(flow.instances),
  ];
}

const waits = (values: readonly number[]): string =>
  values.length === 0 ? '–' : `${seconds(percentile(values, 50))} / ${seconds(percentile(values, 99))}`;
const seconds = (ms: number): string => figure(ms / 1_000);
const percent = (share: number): string => `${(share * 100).toFixed(1).replace('.0', '')} %`;
