import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

type Fields = Record<string, string>;

/** What a stranger can vary: a mailbox of theirs, and the numbers of one world. */
interface Given {
  readonly email: string;
  readonly phone: (which: number) => string;
}

interface History {
  /** What the owners of the first two numbers had posted, in the world that knows them. */
  readonly owners: (given: Given) => Fields[];
  readonly posts: (given: Given) => Fields[];
  readonly isAsked: boolean;
}

const fullName = 'Nguyễn Thị Hường';
const longer = 'Nguyễn Thị Thu Hường';
const owners: History['owners'] = ({ phone }) => [{ fullName, phone: phone(1) }];
const first = ({ email, phone }: Given) => ({ fullName, phone: phone(1), email });

const histories: Record<string, History> = {
  'another number': { owners, posts: (of) => [first(of), { email: of.email, phone: of.phone(2) }], isAsked: true },
  'a longer name': { owners, posts: (of) => [first(of), { email: of.email, fullName: longer }], isAsked: true },
  'a longer name with the number': { owners, posts: (of) => [first(of), { ...first(of), fullName: longer }], isAsked: true },
  'a part of the name': {
    owners,
    posts: (of) => [
      { ...first(of), fullName: 'Hường' },
      { email: of.email, fullName },
    ],
    isAsked: true,
  },
  'a number beside the first': {
    owners,
    posts: (of) => [first(of), { ...first(of), phone: `${of.phone(1)} / ${of.phone(2)}` }],
    isAsked: true,
  },
  'a record without a name': {
    owners: (of) => [{ phone: of.phone(1) }],
    posts: (of) => [first(of), { email: of.email, phone: of.phone(2) }],
    isAsked: true,
  },
  'the number alone before': {
    owners: (of) => [{ phone: of.phone(1) }],
    posts: (of) => [{ phone: of.phone(1) }, first(of), { email: of.email, phone: of.phone(2) }],
    isAsked: true,
  },
  'the number without a name': {
    owners: (of) => [{ phone: of.phone(1) }],
    posts: ({ email, phone }) => [
      { phone: phone(1), email },
      { email, phone: phone(2) },
    ],
    isAsked: true,
  },
  'the first post twice': { owners, posts: (of) => [first(of), first(of), { email: of.email, phone: of.phone(2) }], isAsked: true },
  'the address alone between': {
    owners,
    posts: (of) => [first(of), { email: of.email }, { email: of.email, phone: of.phone(2) }],
    isAsked: true,
  },
  'three numbers': {
    owners,
    posts: (of) => [first(of), ...[2, 3].map((one) => ({ email: of.email, phone: of.phone(one) }))],
    isAsked: true,
  },
  'the first number again': {
    owners,
    posts: (of) => [first(of), ...[2, 1].map((one) => ({ email: of.email, phone: of.phone(one) }))],
    isAsked: true,
  },
  'another number twice': {
    owners,
    posts: (of) => [first(of), ...[2, 2].map((one) => ({ email: of.email, phone: of.phone(one) }))],
    isAsked: true,
  },
  'two known numbers': {
    owners: ({ phone }) => [1, 2].map((one) => ({ fullName, phone: phone(one) })),
    posts: (of) => [first(of), { ...first(of), phone: of.phone(2) }, { email: of.email, phone: of.phone(3) }],
    isAsked: true,
  },
  'three further addresses': {
    owners,
    posts: (of) => [
      first(of),
      ...['a', 'b', 'c'].map((name) => ({ ...first(of), email: of.email.replace('@', `-${name}@`) })),
      { email: of.email, phone: of.phone(2) },
    ],
    isAsked: true,
  },
  'somebody else’s name': {
    owners,
    posts: (of) => [first(of), { fullName: 'Trần Văn Nam', phone: of.phone(2), email: of.email }],
    isAsked: false,
  },
  'nothing else': { owners, posts: (of) => [first(of), first(of), { email: of.email }], isAsked: false },
  'a record with an address': {
    owners: (of) => [{ fullName, phone: of.phone(1), email: of.email.replace('@', '-owner@') }],
    posts: (of) => [first(of), { email: of.email, phone: of.phone(2) }],
    isAsked: true,
  },
};

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime();
});
afterAll(() => runtime?.stop());

/** A domain each: so many mails to one domain a day are held back. */
const strangerAt = (index: number, isKnown: number, place: number) => `stranger@guess${index}-${isKnown}-${place}.example`;

let posted = 0;
async function post(fields: Fields) {
  posted += 1;
  const ip = `198.51.${Math.floor(posted / 200)}.${1 + (posted % 200)}`;
  const { status } = await runtime.post('contact', { submissionId: `post-${posted}`, fields, context: { locale: 'vi' } }, { ip });
  expect(status).toBeLessThan(300);
}

/** The mails to an address, but for ids, links and what tells one world's numbers from the other's. */
async function mailsTo(email: string) {
  const plain = (text = '') => text.replace(/https?:\/\/[^\s"<>]+/g, 'LINK').replace(/098\d \d{3}/g, 'NUMBER');
  return (await runtime.mails(email)).map(({ tags, subject, text, html }) => [tags.kind, plain(subject), plain(text), plain(html)]).sort();
}

const kindsOf = (mails: readonly (readonly unknown[])[]) => mails.map(([kind]) => kind);

it.each([
  ['at once', 'PT1S', 1],
  ['a day apart', 'PT25H', 4],
])('mails to a stranger do not tell whether a number is known, whatever is posted %s', async (_, pause, place) => {
  const all = Object.values(histories).flatMap((history, index) =>
    [0, 1].map((isKnown) => {
      const given: Given = {
        email: strangerAt(index, isKnown, place),
        phone: (which) => `098${place + isKnown}${String(index).padStart(2, '0')}${which}00${which}`,
      };
      return { history, given, isKnown };
    }),
  );
  for (const { history, given, isKnown } of all) for (const fields of isKnown ? history.owners(given) : []) await post(fields);
  await runtime.idle();
  for (let step = 0; step < 5; step += 1) {
    for (const { history, given } of all) {
      const fields = history.posts(given)[step];
      if (fields) await post(fields);
    }
    await runtime.idle();
    await runtime.advance(pause);
    await runtime.idle();
  }
  await runtime.advance('P4D');
  await runtime.idle();

  const told = [];
  const isAsked = [];
  for (const [index, [name, history]] of Object.entries(histories).entries()) {
    const [unknown = [], known = []] = await Promise.all([0, 1].map((isKnown) => mailsTo(strangerAt(index, isKnown, place))));
    if (JSON.stringify(known) !== JSON.stringify(unknown)) told.push({ name, known: kindsOf(known), unknown: kindsOf(unknown) });
    isAsked.push([name, history.isAsked, kindsOf(unknown).includes('proposedChange')]);
  }
  expect(told).toEqual([]);
  expect(isAsked.filter(([, should, is]) => should !== is)).toEqual([]);
});
