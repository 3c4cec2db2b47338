import { LoggedCallId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { choices, NurtureWorld } from '../../support/nurture-world.ts';
import { seed } from '../../support/proof.ts';
import { mail } from '../../support/sequences.ts';

const hours = 3_600_000;
/** Nine in the morning, and eleven in the evening, in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const evening = Date.parse('2026-11-23T16:00:00.000Z');

/** Puts a lead that wants advertising into a sequence at a moment, lets an hour pass, and tells whether the mail went in it. */
async function isSentWithinAnHour(at: number, arrange: (world: NurtureWorld) => void = () => {}): Promise<boolean> {
  const world = new NurtureWorld(seed);
  world.now = at;
  world.putLead();
  world.putAddress({ choices });
  arrange(world);
  const [lead] = [world.putLead()];
  await world.enrol(lead, world.configure([mail('mot')]));
  await world.pass(hours);
  return world.sent.length > 0;
}

/** Tells what an advertising mail of a sequence did that it must not. */
export async function proveNurture(): Promise<string[]> {
  const found: string[] = [];
  if (!(await isSentWithinAnHour(morning))) throw new Error('a mail that was wanted did not leave');
  if (await isSentWithinAnHour(evening)) found.push('an advertising mail came at night');
  const isSentAfterCall = await isSentWithinAnHour(morning, (world) => {
    const at = new Date(morning - hours).toISOString();
    const call = { callId: 'K1', at, loggedAt: at, by: 'lan@sales.example', outcome: 'reached', isReached: true };
    const { leadId } = world.putLead();
    world.table.seed({ ...keys.loggedCall(leadId, at, LoggedCallId.parse('K1')), ...call, subject: 'lead', following: 'nothing' });
  });
  if (isSentAfterCall) found.push('an advertising mail came between a colleague and the person they had called today');
  if (await isSentWithinAnHour(morning, (world) => world.putAddress({})))
    found.push('an advertising mail went to somebody who never confirmed its topic');
  const isSentLate = await isSentWithinAnHour(morning, (world) => {
    let isLate = false;
    world.onCall = (name, when) => {
      if (isLate || name !== 'transact' || when !== 'after' || !world.mails().some(({ status }) => status === 'claimed')) return;
      isLate = true;
      world.now += 5_000;
      world.putAddress({ choices: { version: 2, refused: {}, confirmed: {}, refusedAll: new Date(world.now).toISOString() } });
    };
  });
  if (isSentLate) found.push('a mail was handed to SES five seconds after its claim, and after its person had refused');
  return found;
}
