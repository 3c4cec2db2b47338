import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createClock } from 'local-cloud';
import { checkMessage, Queue } from 'local-cloud/parts';
import { defaultConfig } from '../../../config/index.ts';
import { validateAll } from '../../../shared/config/check.ts';
import { describeFault } from '../../../shared/config/validate.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { suggestId } from '../../../shared/platform/config-id.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';

const [pool] = defaultConfig.pools;
const [rep] = defaultConfig.reps;
const [user] = defaultConfig.users;
const [form] = defaultConfig.forms;
const [company] = defaultConfig.company;
const [territory] = defaultConfig.territories;
const faultsOf = (changes: object) => validateAll(configKinds, { ...defaultConfig, ...changes }).map(describeFault);

describe('what only the cloud would refuse is refused when a configuration is published', () => {
  it.each([
    [
      'a pool, which is a group of a queue',
      { pools: [{ ...pool, id: 'Miền Nam' }] },
      'pools/Miền Nam id: an id is 1–64 letters of A–Z, digits, `.`, `_` or `-`, a letter or digit first: write mien-nam',
    ],
    ['a pool of a territory', { territories: [{ ...territory, poolId: 'Đội 1' }] }, 'write doi-1'],
    ['a rep, which is part of a key and a tag', { reps: [{ ...rep, id: 'Nguyễn Thị Lan' }] }, 'write nguyen-thi-lan'],
    ['a territory', { territories: [{ ...territory, id: 'a b' }] }, 'write a-b'],
    ['a user', { users: [{ ...user, id: 'quản-lý#1' }] }, 'write quan-ly-1'],
    ['a form, which is part of an address', { forms: [{ ...form, id: 'Liên hệ' }] }, 'write lien-he'],
    ['an id without any letter of A–Z', { pools: [{ ...pool, id: '销售' }] }, 'a letter or digit first'],
    ['an id longer than a group may be named', { pools: [{ ...pool, id: 'x'.repeat(129) }] }, `write ${'x'.repeat(64)}`],
    ['a name with a line break, which would end a header', { reps: [{ ...rep, name: 'Lan\r\nBcc: a@b.vn' }] }, 'write it in one line'],
    ['a time zone that no clock knows', { company: [{ ...company, timeZone: 'Asia/Saigon City' }] }, 'write a name of the IANA list'],
    ['a site that is no web address', { company: [{ ...company, website: 'mailto:a@b.vn' }] }, 'write a whole address'],
    ['a document that no item holds', { forms: [{ ...form, title: { vi: 'ế'.repeat(70_000), en: 'x' } }] }, 'the document has 2'],
    [
      'more documents than a manifest can name',
      { reps: Array.from({ length: 2_001 }, (_, index) => ({ ...rep, id: `rep-${index}` })) },
      'there are 2001 documents',
    ],
    [
      'more members than a decision can keep',
      { pools: [{ ...pool, members: Array.from({ length: 501 }, (_, index) => ({ repId: `rep-${index}` })) }] },
      'split it by territory',
    ],
  ])('%s', (_what, changes, message) => {
    expect(faultsOf(changes).join('\n')).toContain(message);
  });

  it('suggests ids that pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const suggestion = suggestId(name);
        expect(suggestion === '' || RepId.safeParse(suggestion).success).toBe(true);
      }),
    );
  });

  it('takes as a pool what the queue takes as a group', () => {
    const queue = new Queue('arn', { name: 'assign.fifo', fifo: true }, createClock(), { onVisible: () => {}, deadLetter: () => {} });
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/), (id) => {
        expect(() => checkMessage(queue, { body: '{}', groupId: PoolId.parse(id), deduplicationId: 'x' })).not.toThrow();
      }),
    );
  });
});
