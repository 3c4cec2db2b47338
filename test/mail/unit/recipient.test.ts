import { expect, it } from '@jest/globals';
import type { ConfigKind, ConfigReader } from '../../../shared/config/index.ts';
import { readRecipient } from '../../../shared/mail/recipient.ts';
import { digests } from '../../support/digests.ts';
import { company } from '../../support/mail-world.ts';
import { memoryTable } from '../../support/memory-table.ts';

/** Reps whose addresses count how often they are read. */
function people(...emails: string[]) {
  const reads = { count: 0 };
  const documents = new Map(
    emails.map((email) => {
      const person = {
        get email() {
          reads.count += 1;
          return email;
        },
      };
      return [email, person] as const;
    }),
  );
  return { reads, documents };
}

function ask(config: (kind: ConfigKind) => unknown, email: string) {
  const reader = { current: async (kind: ConfigKind) => config(kind) } as unknown as ConfigReader;
  return readRecipient('welcome', email, company, {
    table: memoryTable(),
    digests,
    config: reader,
    sender: { from: 'no-reply@annhien.vn' },
  });
}

it('reads the addresses of all people once for each version of them', async () => {
  const [before, after, users] = [people('lan@doitac.vn'), people('lan@doitac.vn', 'mai@doitac.vn'), people('chu@nha.vn')];
  let reps = before;
  const config = ({ name }: ConfigKind) => ({ documents: name === 'reps' ? reps.documents : users.documents });
  const problems: unknown[] = [];
  const askAll = async () => {
    for (const email of ['l.an@doitac.vn', 'lan+x@doitac.vn', 'mai@doitac.vn', 'chu@nha.vn'])
      problems.push((await ask(config, email)).addressProblem);
  };

  await askAll();
  reps = after;
  await askAll();

  expect(problems).toEqual([null, 'ownAddress', null, 'ownAddress', null, 'ownAddress', 'ownAddress', 'ownAddress']);
  expect([before.reads.count, after.reads.count, users.reads.count]).toEqual([1, 2, 1]);
});
