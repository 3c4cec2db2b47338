import type { IncomingPost } from '../../../shared/capture/index.ts';
import { person, spellings } from '../../support/people.ts';
import type { Chain } from './chain.ts';

/** What somebody posts, and who they are in truth. */
export interface Post {
  readonly submissionId: string;
  readonly personIndex: number;
  readonly fields: Readonly<Record<string, string>>;
}

// Five pools get about the same number of people.
const places: readonly Readonly<Record<string, string>>[] = [
  { province: 'Hà Nội' },
  { province: 'TP.HCM' },
  { province: 'Đà Nẵng' },
  { province: 'Cần Thơ', product: 'kho-san-xuat' },
  {},
];

/**
 * Posts of which a fifth are no new people's own: repeats in another spelling that say something new, most of which ask for a quote and
 * make the lead hot, repeats with the number alone, and strangers who give the number of somebody else.
 */
export function makePosts(count: number, random: () => number): Post[] {
  const posts: Post[] = [];
  const people: number[] = [];
  const sharedNumbers = new Set<number>();
  for (let index = 0; index < count; index += 1) {
    const submissionId = `post-${index}`;
    const draw = random();
    // Every other repeat comes on the heels of the first post, while that is still on its way.
    const recent = random() < 0.5 ? Math.min(people.length, 5) : people.length;
    const known = people[people.length - 1 - Math.floor(random() * recent)];
    const place = places[Math.floor(random() * places.length)] ?? {};
    if (known === undefined || draw >= 0.2) {
      people.push(index);
      posts.push({ submissionId, personIndex: index, fields: { ...person(index), ...place } });
    } else if (draw < 0.1) {
      const spelling = spellings(person(known))[Math.floor(random() * 40)];
      const message = draw < 0.07 ? { message: 'Cho tôi xin báo giá' } : {};
      posts.push({ submissionId, personIndex: known, fields: { ...person(known), ...spelling, ...message, company: `Cửa hàng ${index}` } });
    } else if (draw < 0.15 && !sharedNumbers.has(known)) {
      const { fullName, phone } = person(known);
      posts.push({ submissionId, personIndex: known, fields: { fullName, phone } });
    } else {
      sharedNumbers.add(known);
      const stranger = {
        ...person(index),
        fullName: `Quách Tĩnh Uyên ${['Một', 'Hai', 'Ba', 'Tư'][index % 4]}`,
        phone: person(known).phone,
      };
      posts.push({ submissionId, personIndex: index, fields: { ...stranger, ...place } });
    }
  }
  return posts;
}

/** Every person posts, and asks for a quote when all have posted: that makes each lead hot, most of them when they have an owner. */
export function makeBuyers(count: number): Post[] {
  const people = Array.from({ length: count }, (_, index) => index);
  return ['', 'Cho tôi xin báo giá'].flatMap((message, round) =>
    people.map((personIndex) => ({
      submissionId: `post-${round}-${personIndex}`,
      personIndex,
      fields: { ...person(personIndex), ...places[personIndex % places.length], company: `Cửa hàng ${personIndex}`, message },
    })),
  );
}

function incomingOf({ submissionId, fields }: Post): IncomingPost {
  return {
    formId: 'contact',
    body: Buffer.from(JSON.stringify({ submissionId, fields, consent: { contact: true } })),
    contentType: 'application/json',
    contentEncoding: undefined,
    idempotencyKey: undefined,
    caller: { origin: undefined, fetchSite: undefined, siteHost: undefined },
    clientAddress: submissionId,
    agent: 'form.js',
    referer: undefined,
    acceptLanguage: 'vi',
  };
}

/** How a visitor's try to post ended. */
export interface Visit {
  readonly submissionId: string;
  readonly tries: number;
  /** Whether 202 reached the visitor; the others left the page after a failure, and nobody will send their post again. */
  readonly isAccepted: boolean;
}

const leavingShare = 0.2;
const lostAnswerShare = 0.025;

/** What form.js does: the same post again, later each time, until 202 arrives or the page is closed; the 202 may get lost as well. */
export async function visit(chain: Chain, post: Post): Promise<Visit> {
  const { faults, time } = chain;
  const incoming = incomingOf(post);
  // A double click, or a page that is loaded again.
  if (faults.doubles()) void chain.post(incoming);
  for (let tries = 1; ; tries += 1) {
    const answer = await chain.post(incoming);
    if (answer.kind === 'done' && answer.result.kind === 'refused' && answer.result.refusal !== 'unavailable') {
      throw new Error(`a good post was refused: ${answer.result.refusal}`);
    }
    if (answer.kind === 'done' && answer.result.kind === 'accepted' && !faults.loses(lostAnswerShare)) {
      return { submissionId: answer.result.submissionId, tries, isAccepted: true };
    }
    if (faults.loses(leavingShare)) return { submissionId: post.submissionId, tries, isAccepted: false };
    await time.sleep(Math.min(30_000, 1_000 * 2 ** tries) * (0.5 + faults.random() / 2));
  }
}
