import { type Runtime, startRuntime } from '../../test/support/runtime.ts';
import type { Report, Subject } from '../subject.ts';
import { toMorning } from '../support/clock.ts';
import { isConfiguration, type Journey, ofLeads, record } from '../support/journeys.ts';
import { addressOf, lead, newRun } from '../support/leads.ts';
import { sum } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';
import { type Attack, attacks, type Sender } from './attacks.ts';

/** P4's goal for a new lead, 66 WRU and 14 RRU, and 40. */
const most = 66 + 14 + 40;

/** P15: what one request costs at worst, when somebody has sent what they could before. */
export const worst: Subject = { name: 'worst', title: 'what one anonymous request costs after others of its kind', run };

async function run(): Promise<Report> {
  const measured: { readonly attack: Attack; readonly journey: Journey }[] = [];
  const runtime = await startRuntime();
  try {
    await toMorning(runtime);
    const sender = senderTo(runtime);
    // The first post of a deployment reads the whole configuration.
    await sender.post(lead(newRun(), 0));
    for (const [index, attack] of attacks.entries())
      measured.push({ attack, journey: ofLeads(await walk(attack, index, sender, runtime)) });
  } finally {
    await runtime.stop();
  }
  return {
    findings: measured.map(({ attack, journey }) => {
      const units = writes(journey) + reads(journey);
      return { goal: 'P15', what: attack.name, measured: figure(units), limit: `≤ ${most}`, isMet: units <= most };
    }),
    details: [
      table(
        ['the last request after', 'WRU', 'RRU', 'calls', 'the dearest call'],
        measured.map(({ attack, journey }) => [
          attack.name,
          figure(writes(journey)),
          figure(reads(journey)),
          String(journey.calls.length),
          dearest(journey),
        ]),
      ),
      'Units of the request and of all that follows from it within three minutes, mails to our own people included; reading the configuration is left out.',
    ],
  };
}

const ofData = ({ calls }: Journey) => calls.filter(({ kinds, service }) => service === 'dynamodb' && !isConfiguration(kinds));
const writes = (journey: Journey): number => sum(ofData(journey).map(({ write }) => write));
const reads = (journey: Journey): number => sum(ofData(journey).map(({ read }) => read));

function dearest(journey: Journey): string {
  const [call] = ofData(journey).toSorted((one, other) => other.read + other.write - one.read - one.write);
  return call ? `${call.function} ${call.operation} ${call.kinds}: ${figure(call.read + call.write)}` : '–';
}

/** Each attack is on a person of its own: what one leaves behind is not another's history. */
async function walk({ name, before, act }: Attack, index: number, sender: Sender, runtime: Runtime): Promise<Journey> {
  const person = lead(`${newRun()}${index}`, index + 1);
  await before(sender, person);
  await pass(runtime);
  return await record(runtime, name, async () => {
    await act(sender, person);
    await pass(runtime);
  });
}

/** Beyond what is looked at again later: a device that changed hands, a recount that stood back. */
async function pass(runtime: Runtime): Promise<void> {
  for (let minute = 0; minute < 3; minute += 1) {
    await runtime.idle();
    await runtime.advance('PT1M');
  }
  await runtime.idle();
}

function senderTo(runtime: Runtime): Sender {
  let addresses = 0;
  return {
    async post(posted) {
      addresses += 1;
      const answer = await runtime.post('contact', posted, { ip: addressOf(addresses) });
      if (answer.status !== 202) throw new Error(`the post was answered with ${answer.status}: ${answer.text}`);
      await runtime.idle();
    },
    async visit(visitorId, from, to, mailToken) {
      for (let number = from; number < to; number += 1) {
        // Somebody who takes their time: a flood is dropped before it costs anything.
        if (number % 5 === 0) await runtime.advance('PT2S');
        const at = runtime.ago(0);
        const event = { id: `${visitorId}-${number}`, type: 'page_view', at, url: `https://www.example.vn/gia-${number % 30}` };
        const body = JSON.stringify({
          visitorId,
          sessionId: `visit-${number}`,
          sessionStartedAt: at,
          sentAt: at,
          seq: 0,
          consent: true,
          ua: 'Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
          events: [mailToken ? { ...event, mailToken } : event],
        });
        const answer = await runtime.request('/v1/events', { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
        if (answer.status >= 300) throw new Error(`the beacon was answered with ${answer.status}: ${answer.text}`);
      }
      await runtime.idle();
    },
    async tokenOf(address) {
      const [mail] = await runtime.mails(address);
      const token = /[?&]pheu=([\w.~-]+)/.exec(JSON.stringify(mail))?.[1];
      if (!token) throw new Error('the mail holds no link of ours');
      return token;
    },
  };
}
