import reps from '../../../config/reps.json' with { type: 'json' };
import type { Lead } from '../../../shared/leads/index.ts';
import { FormPost } from '../../../shared/platform/ids.ts';
import { heldIdOf } from '../../../shared/quarantine/rules-held-id.ts';
import type { HttpAnswer, Runtime } from '../../support/runtime.ts';
import { tableFacts } from '../../support/table-facts.ts';

/** People whose every word can be found again in an answer. */
export const people = {
  south: { fullName: 'Chim Én Phương', email: 'chim.en@canary.example', phone: '0912 700 101', province: 'TP.HCM', message: 'Tổ chim én' },
  southToo: {
    fullName: 'Chim Sẻ Đồng',
    email: 'chim.se@canary.example',
    phone: '0912 700 102',
    province: 'Cần Thơ',
    message: 'Tổ chim sẻ',
  },
  north: { fullName: 'Chim Cu Gáy', email: 'chim.cu@canary.example', phone: '0912 700 103', province: 'Hà Nội', message: 'Tổ chim cu' },
} as const;
export type Name = keyof typeof people;
const names = ['south', 'southToo', 'north'] as const satisfies readonly Name[];
const canaries = [/chim/i, /chim\.(en|se|cu)/i, /canary/i, /0?912[ .]?700[ .]?10/, /[Tt]ổ chim/];

/** What of a person's own words stands in an answer. */
export function personIn(answer: HttpAnswer): string[] {
  return canaries.filter((canary) => canary.test(`${answer.text} ${JSON.stringify([...answer.headers])}`)).map(String);
}

export const managerOfSouth = 'manager.south@example.com';
export const leaderOfSouth = 'leader.south@example.com';

/** A device that a person posted from; whoever may put a lead right may take it off. */
export const deviceOf = (name: Name, number = 0) => `nest-${number}-of-${name}`;

/** What is done with posts that are held back, each with one of its own. */
const decisions = ['releaseHeld', 'rejectHeld', 'listQuarantine'] as const;

/** A post of a person that is held back, for one decision of one caller. */
export const heldOf = (name: Name, number: number, routeId: string): string =>
  heldIdOf(FormPost.parse({ formId: 'contact', submissionId: `held-${routeId}-${number}-of-${name}` }));

/** Takes the three people in, each from as many devices, and a post that is held back. */
export async function settle(runtime: Runtime, devices = 1): Promise<(name: Name) => Lead> {
  for (let number = 0; number < devices; number += 1) {
    for (const [index, name] of names.entries()) {
      const device = { context: { visitorId: deviceOf(name, number) }, consent: { tracking: true } };
      const post = { submissionId: `nest-${index}-${number}`, fields: people[name], ...device };
      await runtime.post('contact', post, { ip: `10.8.${number}.${index + 1}` });
      // The lead's first post comes first, so that the others find its address.
      if (number === 0) await runtime.idle();
    }
  }
  const held = { ...people.south, khong_dien: 'https://spam.example' };
  await runtime.post('contact', { submissionId: 'held-back', fields: held }, { ip: '10.8.99.9' });
  for (const routeId of decisions) {
    for (const [index, name] of names.entries()) {
      for (let number = 0; number < devices; number += 1) {
        const submissionId = `held-${routeId}-${number}-of-${name}`;
        await runtime.post(
          'contact',
          { submissionId, fields: { ...people[name], khong_dien: 'x' } },
          { ip: `10.9.${number}.${index + 1}` },
        );
      }
    }
  }
  await runtime.idle();
  const { leads } = await tableFacts(runtime);
  return (name) => {
    const lead = leads.find(({ email }) => email === people[name].email);
    if (!lead) throw new Error(`no lead of ${name}`);
    return lead;
  };
}

/** The address of a lead's owner. */
export function ownerOf(lead: Lead): string {
  const owner = reps.find(({ id }) => id === lead.owner?.repId);
  if (!owner) throw new Error(`the owner ${lead.owner?.repId} is not configured`);
  return owner.email;
}
