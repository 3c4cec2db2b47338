import { expect, it } from '@jest/globals';
import { readLead } from '../../../shared/leads/index.ts';
import { readAddressState } from '../../../shared/mail/index.ts';
import { advertisingBar } from '../../../shared/preferences/index.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { offers, Reader, tips } from '../../support/preferences.ts';

/** What a refusal leaves behind: the address, the record, its history and the timer of the confirmation. */
async function traces(reader: Reader) {
  const { table, parts } = reader.world;
  const state = await readAddressState(table, reader.address);
  const lead = await readLead(table, reader.lead.leadId);
  return {
    bars: [offers, tips].map((topic) => advertisingBar(state, topic, parts.clock())),
    granted: lead?.consent.newsletter?.granted,
    told: reader.told().filter(({ change }) => change === 'refused').length,
    confirmations: reader.confirmations().length,
  };
}

it('a refusal is stored with its consent, its entry and its confirmation or not at all, wherever it is killed, and once when it is pressed again', async () => {
  const nothing = { bars: [null, null], granted: true, told: 0, confirmations: 0 };
  const all = { bars: ['refusedAll', 'refusedAll'], granted: false, told: 1, confirmations: 1 };
  let killed = 0;
  for (let point = 1; killed === point - 1; point += 1) {
    const reader = await Reader.create();
    await reader.subscribe();

    const { statusCode } = await reader.follow('POST', 'unsubscribe', reader.leavingToken(), '', dyingTable(reader.world.table, point));
    if (statusCode !== 200) killed += 1;

    expect([nothing, all]).toContainEqual(await traces(reader));
    await reader.follow('POST', 'unsubscribe', reader.leavingToken());
    expect([point, await traces(reader)]).toEqual([point, all]);
  }
  expect(killed).toBeGreaterThan(5);
});
