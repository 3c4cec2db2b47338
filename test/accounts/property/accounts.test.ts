import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WorkMessage } from '../../../events/index.ts';
import { type UserConfig, userKind } from '../../../shared/access/user-config.ts';
import { syncAllUsers, syncUsersAfterPublication } from '../../../shared/accounts/index.ts';
import { syncUsersWork } from '../../../shared/accounts/sync-work.ts';
import type { OutgoingMessage } from '../../../shared/platform/queues.ts';
import { doWork, type WorkParts } from '../../../shared/work/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { runs, seed } from '../../support/seeded.ts';

const names = ['anh', 'bao', 'chi', 'dung'];
const emailOf = (id: string, mailbox: number) => `${id}${mailbox}@annhien.vn`;

/** Who is a user, by which of two mailboxes and as what, and how the work behind the publication fares. */
const anyPublication = fc.record({
  users: fc.dictionary(
    fc.constantFrom(...names),
    fc.record({ mailbox: fc.integer({ min: 1, max: 2 }), role: fc.constantFrom('admin', 'marketer') }),
  ),
  isDeployment: fc.boolean(),
  /** After so many calls the user pool does not answer; null: it does. */
  failsAfter: fc.option(fc.nat(6), { nil: null }),
  /** The message comes twice. */
  isDoubled: fc.boolean(),
});

const configured = ({ users }: { users: Record<string, { mailbox: number; role: 'admin' | 'marketer' }> }): UserConfig[] =>
  Object.entries(users).map(([id, { mailbox, role }]) => ({ id, email: emailOf(id, mailbox), role }));

describe('accounts, whatever is published and however often the work fails or comes again', () => {
  it('are enabled for who is configured, disabled for who was, and nobody else is touched or deleted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPublication, { minLength: 1, maxLength: 6 }), async (publications) => {
        const world = createWorld();
        const known = (await world.config.current(userKind)).documents.keys().toArray();
        const { parts, sent } = world;
        const queues = { assign: parts.assign, notice: parts.notice, mail: parts.mail, score: parts.score, work: parts.work };
        const pool = parts.accounts;
        pool.users.set('tool@annhien.vn', { isEnabled: true, isInvited: false });
        const ever = new Set<string>();
        let before: UserConfig[] = [];
        /** Delivers messages until none is left; one that fails comes again. */
        const deliver = async (message: OutgoingMessage): Promise<void> => {
          const waiting = [message];
          for (let one = waiting.shift(); one; one = waiting.shift()) {
            sent.work.length = 0;
            const done = await doWork(WorkMessage.parse(one.body), [syncUsersWork], { ...parts, queues } as unknown as WorkParts).then(
              () => true,
              () => false,
            );
            if (!done) {
              for (const email of ever) pool.fail(email, 'no');
              waiting.push(one);
            }
            waiting.push(...sent.work);
          }
        };

        for (const publication of publications) {
          const users = configured(publication);
          for (const id of known.splice(0)) world.config.remove(userKind, id);
          world.config.add(userKind, users);
          known.push(...users.map(({ id }) => id));
          for (const { email } of users) ever.add(email);
          if (publication.failsAfter !== null) for (const email of [...ever].slice(publication.failsAfter)) pool.fail(email, 'passing');
          const from = pool.calls.length;
          const message = publication.isDeployment ? syncAllUsers() : syncUsersAfterPublication(0);
          await deliver(message);
          if (publication.isDoubled) await deliver(message);

          const enabled = [...pool.users].flatMap(([email, { isEnabled }]) => (isEnabled ? [email] : []));
          expect(enabled.sort()).toEqual([...users.map(({ email }) => email), 'tool@annhien.vn'].sort());
          expect([...pool.users.keys()].sort()).toEqual([...ever, 'tool@annhien.vn'].sort());
          // Whoever is gone or something else was signed out, and nobody who stayed what they were.
          const out = new Set(pool.calls.slice(from).flatMap((call) => /^sign out (.*)/.exec(call)?.[1] ?? []));
          const changed = before.filter(
            ({ id, email, role }) => !users.some((user) => user.id === id && user.email === email && user.role === role),
          );
          expect([...out].sort()).toEqual(changed.map(({ email }) => email).sort());
          before = users;
        }
      }),
      { seed, numRuns: runs(40, 1_000) },
    );
  });
});
