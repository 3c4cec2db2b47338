import type { PostedLead } from '../support/leads.ts';

/** Somebody with as many client addresses and devices as they like. */
export interface Sender {
  post(posted: PostedLead): Promise<void>;
  /** Visits of a device, one beacon each, some seconds apart. */
  visit(visitorId: string, from: number, to: number, mailToken?: string): Promise<void>;
  /** The parameter of the links in the first mail to an address. */
  tokenOf(address: string): Promise<string>;
}

/** What somebody sends before, and the one request that is measured. */
export interface Attack {
  readonly name: string;
  readonly before: (sender: Sender, person: PostedLead) => Promise<void>;
  readonly act: (sender: Sender, person: PostedLead) => Promise<void>;
}

/** The person's next post, from a device of theirs if one is named. */
function next(person: PostedLead, number: number, device?: string, fields: Readonly<Record<string, string>> = {}): PostedLead {
  return {
    ...person,
    submissionId: `${person.submissionId}-${number}`,
    fields: { ...person.fields, ...fields },
    context: { ...person.context, ...(device === undefined ? {} : { visitorId: device }) },
    consent: { ...person.consent, tracking: true },
  };
}

const deviceOf = (person: PostedLead, number: number) => `${person.submissionId}-device-${number}`;
const emailOf = ({ fields }: PostedLead) => fields.email ?? '';
const long = (number: number) => `${number} ${'Công ty trách nhiệm hữu hạn '.repeat(6)}`;

async function times(count: number, act: (number: number) => Promise<void>): Promise<void> {
  for (let number = 1; number <= count; number += 1) await act(number);
}

export const attacks: readonly Attack[] = [
  {
    name: '300 visits of a device of the lead: a post from another device',
    async before(sender, person) {
      await sender.post(next(person, 0, deviceOf(person, 0)));
      await sender.visit(deviceOf(person, 0), 1, 300);
    },
    act: (sender, person) => sender.post(next(person, 1, deviceOf(person, 1))),
  },
  {
    name: '300 visits of a device that is nobody’s: a new lead’s post from it',
    before: (sender, person) => sender.visit(deviceOf(person, 0), 0, 300),
    act: (sender, person) => sender.post(next(person, 0, deviceOf(person, 0))),
  },
  {
    name: 'twelve devices with ten visits each: a post from the next device',
    before: (sender, person) =>
      times(12, async (number) => {
        await sender.post(next(person, number, deviceOf(person, number)));
        await sender.visit(deviceOf(person, number), 0, 10);
      }),
    act: (sender, person) => sender.post(next(person, 99, deviceOf(person, 99))),
  },
  {
    name: '25 posts with news and long texts: one more, from a new device',
    before: (sender, person) =>
      times(25, (number) => sender.post(next(person, number, undefined, { company: long(number), message: 'x'.repeat(1_900) }))),
    act: (sender, person) => sender.post(next(person, 99, deviceOf(person, 0), { company: long(99) })),
  },
  {
    name: '20 people on one device: a post of the first',
    before: (sender, person) =>
      times(20, (number) => sender.post(next(person, number, deviceOf(person, 0), { email: `${number}.${emailOf(person)}`, phone: '' }))),
    act: (sender, person) => sender.post(next(person, 99, deviceOf(person, 0), { email: `1.${emailOf(person)}`, phone: '' })),
  },
  {
    name: '20 people with one name and number: the next one',
    before: (sender, person) =>
      times(20, (number) => sender.post(next(person, number, undefined, { email: `${number}.${emailOf(person)}` }))),
    act: (sender, person) => sender.post(next(person, 99, undefined, { email: `99.${emailOf(person)}` })),
  },
  {
    name: 'one post sent ten times: once more',
    before: (sender, person) => times(10, () => sender.post(next(person, 0, deviceOf(person, 0)))),
    act: (sender, person) => sender.post(next(person, 0, deviceOf(person, 0))),
  },
  {
    name: '60 openings of a mail’s link: one more',
    async before(sender, person) {
      await sender.post(next(person, 0));
      const token = await sender.tokenOf(emailOf(person));
      await sender.visit(deviceOf(person, 0), 0, 60, token);
    },
    async act(sender, person) {
      await sender.visit(deviceOf(person, 0), 60, 61, await sender.tokenOf(emailOf(person)));
    },
  },
];
