import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countClientPosts, isAboveLimit, networkOf, networksOf, Submission } from '../../../shared/capture/index.ts';
import { createBorder, formsWith, huong } from '../../support/capture.ts';
import { createWorld, submissionOf } from '../../support/lead-world/world.ts';
import { memoryTable } from '../../support/memory-table.ts';

const limit = formsWith('contact').find(({ id }) => id === 'contact')?.addressLimitPer10Minutes ?? 0;

describe('the networks of a sender', () => {
  it('are three of an IPv6 address, the narrowest first', () => {
    expect(networksOf('2405:4802:a0:1234::1')).toEqual(['2405:4802:a0:1234', '2405:4802:a0:1200/56', '2405:4802:a0/48']);
  });

  it.each([
    ['capitals and zeros in front', '2405:4802:00A0:0001:FFFF:0001:0002:0003'],
    ['a gap', '2405:4802:a0:1::'],
    ['a zone', '2405:4802:a0:1::1%eth0'],
    ['brackets', '[2405:4802:a0:1::1]'],
    ['dots at its end', '2405:4802:a0:1::192.0.2.1'],
    ['spaces around it', ' 2405:4802:a0:1::9 '],
  ])('are the same however the address is spelt: %s', (_, spelling) => {
    expect(networksOf(spelling)).toEqual(networksOf('2405:4802:a0:1::1'));
  });

  it.each(['::ffff:203.0.113.7', '::FFFF:cb00:7107', '0:0:0:0:0:ffff:203.0.113.7', '::ffff:203.0.113.7%2', '[::ffff:203.0.113.7]'])(
    'are the one of IPv4 where it is written as IPv6: %s',
    (spelling) => {
      expect(networksOf(spelling)).toEqual(networksOf('203.0.113.7'));
      expect(networksOf(spelling)).toEqual(['203.0.113.7']);
    },
  );

  it.each(['', 'unknown', '::1::2', '1:2:3', 'g::1', '203.0.113.7', 'http://x', '1::2]/x'])(
    'are the text itself where it is no IPv6 address: %j',
    (text) => {
      expect(networksOf(text)).toEqual([text]);
    },
  );

  it('hold each other, for every address', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 8, maxLength: 8 }),
        fc.array(group, { minLength: 8, maxLength: 8 }),
        fc.nat(128),
        (one, random, shared) => {
          const other = one.map((value, index) => {
            const kept = Math.max(0, Math.min(16, shared - 16 * index));
            const mask = (0xffff << (16 - kept)) & 0xffff;
            return (value & mask) | ((random[index] ?? 0) & ~mask & 0xffff);
          });
          const text = (groups: readonly number[]) => groups.map((value) => value.toString(16)).join(':');
          const [ones, others] = [networksOf(text(one)), networksOf(text(other))];
          if (ones.length !== 3 || others.length !== 3) return;

          const equal = ones.map((network, index) => network === others[index]);

          // Who shares a network shares the wider ones; who shares so many bits shares the networks that are no longer.
          expect(equal).toEqual([...equal].sort());
          [64, 56, 48].forEach((bits, index) => {
            if (shared >= bits) expect(equal[index]).toBe(true);
          });
          expect(networkOf(text(one))).toBe(ones[0]);
        },
      ),
    );
  });

  it('may have so many posts: the limit of one address, four times it, sixteen times it', () => {
    expect([[30], [30, 120, 480], [31], [1, 121, 121], [1, 1, 481]].map((posts) => isAboveLimit(posts, 30))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});

describe('a sender who changes inside of a prefix', () => {
  const body = (index: number) => ({ submissionId: `p${index}`, fields: { ...huong, email: `p${index}@example.com` } });

  it.each([
    ['a /64', 10 * limit, (index: number) => `2405:4802:a0:1::${index.toString(16)}`],
    ['a /56', 40 * limit, (index: number) => `2405:4802:a0:${(0x100 + (index % 256)).toString(16)}::1`],
    ['a /48', 160 * limit, (index: number) => `2405:4802:a0:${(index % 0x10000).toString(16)}::1`],
  ])('is turned away after ten times the limit of %s', async (_, most, addressOf) => {
    const { post, parts } = createBorder();
    const form = 'contact';
    const now = parts.clock();
    const seen = (index: number) => networksOf(addressOf(index)).map(parts.digests.network);
    for (let index = 0; index < most - 1; index += 1) for (const network of seen(index)) parts.addresses.add(form, network, now);

    const last = await post({ body: body(most), sourceIp: addressOf(most) });
    const oneMore = await post({ body: body(most + 1), sourceIp: addressOf(most + 1) });
    const neighbour = await post({ body: body(most + 2), sourceIp: '2405:4802:a1::1' });

    expect([last.statusCode, oneMore.statusCode, neighbour.statusCode]).toEqual([202, 429, 202]);
  });

  it('is held back where a wider network is above its limit', async () => {
    const world = createWorld();
    const sender = (index: number) => ({
      honeypotFilled: false,
      token: 'absent' as const,
      addressHash: `of-64-${index}`,
      networkHashes: ['of-56', 'of-48'],
      agentHash: 'b',
    });
    const refs = Array.from({ length: 4 * limit + 2 }, (_, index) =>
      world.post({ ...huong, email: `p${index}@example.com`, phone: '' }, { sender: sender(index) }),
    );

    for (const ref of refs) await world.takeIn(ref);

    const held = refs.filter((ref) => world.outcome(ref)?.kind === 'quarantine');
    expect(held).toEqual(refs.slice(4 * limit));
    for (const ref of held) expect(world.outcome(ref)).toMatchObject({ reasons: ['addressLimit'] });
  });

  it('is counted once in IPv4, as ever, and three times in IPv6', async () => {
    const { post, submissions } = createBorder();
    await post({ body: body(1), sourceIp: '203.0.113.7' });
    await post({ body: body(2), sourceIp: '2405:4802:a0:1::1' });
    await post({ body: body(3), sourceIp: '::ffff:203.0.113.7' });
    const stored = submissions().map((item) => Submission.parse(item));

    const counts = await Promise.all(stored.map((submission) => countClientPosts(memoryTable(), submission)));

    expect(counts).toEqual([[1], [1, 1, 1], [1]]);
    expect(stored[2]?.sender.addressHash).toBe(stored[0]?.sender.addressHash);
    expect(await countClientPosts(memoryTable(), submissionOf({ submissionId: 'x', fields: {} }))).toEqual([1]);
  });
});
