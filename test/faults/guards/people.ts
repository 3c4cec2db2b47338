import type { Submission } from '../../../shared/capture/index.ts';
import { intakeSubmission } from '../../../shared/intake/index.ts';
import { ConflictError } from '../../../shared/platform/errors.ts';
import type { SubmissionRef } from '../../../shared/platform/ids.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { person, spellings } from '../../support/people.ts';
import { type Alarm, dice, type Guard, stumble } from './alarm.ts';
import { type Weakness, weakened } from './weakened-table.ts';

const huong = spellings({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678' });

const sender = { honeypotFilled: false, token: 'absent', addressHash: 'one client', agentHash: 'one browser' } as const;

/** Takes posts in, all at once or group by group as the FIFO queue does, over a table with this weakness. */
async function takeIn(
  posts: readonly Record<string, string>[],
  options: { weakness?: Weakness; inOrder?: boolean; sender?: Submission['sender'] } = {},
) {
  const world = createWorld();
  world.slow(stumble(dice()));
  const parts = { ...world.parts, table: weakened(world.table, options.weakness ?? {}) };
  const refs = posts.map((fields) => world.post(fields, options.sender && { sender: options.sender }));
  const failed: SubmissionRef[] = [];
  const take = async (ref: SubmissionRef) => {
    try {
      await intakeSubmission(ref, parts);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      failed.push(ref);
    }
  };
  if (options.inOrder) for (const ref of refs) await take(ref);
  else await Promise.all(refs.map(take));
  return { world, failed };
}

function wrongCount(world: World, expected: number): string[] {
  const found = world.leads().length;
  return found === expected ? [] : [`${expected} ${expected === 1 ? 'person' : 'people'} made ${found} leads`];
}

/** Two strangers who share a number, one after the other. */
async function twoPeople(weakness: Weakness, second: Record<string, string>): Promise<string[]> {
  const first = { fullName: 'Trần Văn Dũng', email: 'dung@example.com', phone: '0988776655' };
  const { world } = await takeIn([first, second], { weakness, inOrder: true });
  return wrongCount(world, 2);
}

const off = (guard: Guard, weakness: Weakness): Weakness => (guard === 'on' ? {} : weakness);

export const peopleAlarms: readonly Alarm[] = [
  {
    invariant: 2,
    guard: "the e-mail guard's attribute_not_exists",
    async prove(guard) {
      const posts = huong.map(({ fullName, email }) => ({ fullName, email }));
      const weakness = off(guard, { ignoresVersionsOn: ({ pk }) => pk.startsWith('EMAIL#') });
      return wrongCount((await takeIn(posts, { weakness })).world, 1);
    },
  },
  {
    invariant: 2,
    guard: "the phone claim's attribute_not_exists",
    async prove(guard) {
      const posts = huong.map(({ fullName, phone }) => ({ fullName, phone }));
      const weakness = off(guard, { ignoresVersionsOn: ({ pk }) => pk.startsWith('PHONE#') });
      return wrongCount((await takeIn(posts, { weakness })).world, 1);
    },
  },
  {
    invariant: 2,
    guard: 'the name that goes with a phone claim',
    prove: (guard) =>
      twoPeople(off(guard, { reads: (item) => ('nameKey' in item ? { ...item, nameKey: 'le thu trang' } : item) }), {
        fullName: 'Lê Thu Trang',
        phone: '0988776655',
      }),
  },
  {
    invariant: 2,
    guard: 'the contradicting address',
    prove: (guard) =>
      twoPeople(off(guard, { reads: (item) => (item.sk === 'LEAD' ? { ...item, email: null } : item) }), {
        fullName: 'Trần Văn Dũng',
        email: 'dung.con@example.com',
        phone: '0988776655',
      }),
  },
  {
    invariant: 2,
    guard: "the repeated post's attribute_not_exists",
    async prove(guard) {
      const click = { fullName: 'Nguyễn Thị Hường', phone: '024 3825 7863' };
      const weakness = off(guard, { ignoresVersionsOn: ({ pk }) => pk.startsWith('REPEAT#') });
      return wrongCount((await takeIn([click, click, click], { weakness, sender })).world, 1);
    },
  },
  {
    invariant: 2,
    guard: "the person's message group",
    async prove(guard) {
      // Each post says something new, so each writes the lead.
      const posts = huong.map((typed, index) => ({ ...typed, company: `Công ty ${index}` }));
      const { failed } = await takeIn(posts, { inOrder: guard === 'on' });
      return failed.map(({ submissionId }) => `submission ${submissionId} was cancelled by others of the same person until it gave up`);
    },
  },
  {
    invariant: 2,
    guard: 'the versions of the lead and its provenance when a post changes them',
    async prove(guard) {
      const changes = [{ company: 'Sông Thu' }, { title: 'Giám đốc' }, { product: 'ke-toan' }, { phone: '0909000111' }];
      const posts = changes.map((change) => ({ email: person(1).email, ...change }));
      const weakness = off(guard, { ignoresVersionsOn: ({ sk }) => sk === 'LEAD' || sk === 'PROVENANCE' });
      const { world } = await takeIn([{ email: person(1).email }, ...posts], { weakness });
      const [lead] = world.leads();
      const kept = [lead?.company, lead?.title, lead?.products.includes('ke-toan'), lead?.phone?.e164];
      const lost = changes.filter((_, index) => !kept[index]).map((change) => Object.keys(change).join());
      return lost.map((field) => `what a post said of ${field} was overwritten by another post`);
    },
  },
];
